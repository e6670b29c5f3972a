package io.swarmsdk.node;

import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.node.internal.rpc.ClientCalls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Tells a swarm what to run, and asks it what it does. Give it one manager or several: each request goes to one of them,
 * which passes it on to the leader; if that one cannot be reached, to the next.
 *
 * <p>Callable from any thread; nothing waits. Futures fail with {@link SwarmException}s and complete on gRPC's threads.
 */
public final class SwarmClient implements AutoCloseable {
    private final ClientCalls calls;

    private SwarmClient(ClientCalls calls) {
        this.calls = calls;
    }

    /** Describes a client. */
    public static Builder builder() {
        return new Builder();
    }

    /** Creates the stack, or changes it to the spec, in one atomic change; completes with the store's revision. */
    public CompletableFuture<Long> deployStack(StackSpec spec) {
        return calls.deployStack(spec, false);
    }

    /** As {@link #deployStack(StackSpec)}, and removes services of the stack that the spec no longer names. */
    public CompletableFuture<Long> deployStackAndPrune(StackSpec spec) {
        return calls.deployStack(spec, true);
    }

    /** Removes a stack: its services now, its networks when the last task has ended. */
    public CompletableFuture<Long> removeStack(String name) {
        return calls.removeStack(name);
    }

    /** Changes the number of tasks of a replicated service. */
    public CompletableFuture<Long> scale(String service, int replicas) {
        return calls.updateService(service, OptionalInt.of(replicas), null);
    }

    /** Has a service replace its tasks by tasks of another image, as its update configuration says. */
    public CompletableFuture<Long> updateImage(String service, String image) {
        return calls.updateService(service, OptionalInt.empty(), image);
    }

    /** Replaces the whole spec of a service that is still at the given version; 0 takes any version. */
    public CompletableFuture<Long> updateService(ServiceSpec spec, long version) {
        return calls.updateService(spec, version);
    }

    /** Replaces the spec (labels, availability) of a node that is still at the given version; 0 takes any version. */
    public CompletableFuture<Long> updateNode(String id, NodeSpec spec, long version) {
        return calls.updateNode(id, spec, version);
    }

    /** Everything the swarm knows, not older than this call. */
    public CompletableFuture<SwarmState> state() {
        return calls.state();
    }

    /** What a node, manager or worker, says of itself. */
    public CompletableFuture<NodeInfo> nodeInfo(InetSocketAddress node) {
        return calls.nodeInfo(node);
    }

    /** Has a node send an ICMP echo request from the overlay address of a task it runs; completes with the round trip. */
    public CompletableFuture<Duration> pingOverlay(
            InetSocketAddress node, String taskId, String target, Duration timeout) {
        return calls.pingOverlay(node, taskId, target, timeout);
    }

    /** The same client with another time limit per request; closed with this one. */
    public SwarmClient withTimeout(Duration timeout) {
        return new SwarmClient(calls.withTimeout(timeout));
    }

    /** Ends all connections; what is under way fails. */
    @Override
    public void close() {
        calls.close();
    }

    /** The settings of a client. Required: at least one manager. */
    public static final class Builder {
        private final List<InetSocketAddress> managers = new ArrayList<>();
        private Duration timeout = Duration.ofSeconds(10);

        private Builder() {}

        /** A manager's API address; several make the client survive the loss of one. */
        public Builder manager(InetSocketAddress address) {
            managers.add(address);
            return this;
        }

        /** How long a request may take, the search for a leader included; default 10 s. */
        public Builder timeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("timeout: " + value + " (expected: > 0)");
            }
            timeout = value;
            return this;
        }

        /** Makes the client; it connects when it is used. */
        public SwarmClient build() {
            if (managers.isEmpty()) {
                throw new IllegalArgumentException("manager: none (expected: at least one address)");
            }
            return new SwarmClient(ClientCalls.to(managers, timeout));
        }
    }
}
