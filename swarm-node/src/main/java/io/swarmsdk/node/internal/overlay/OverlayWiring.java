package io.swarmsdk.node.internal.overlay;

import io.swarmsdk.gossip.ReplicatedTable;
import io.swarmsdk.gossip.Subscription;
import io.swarmsdk.gossip.TableEntry;
import io.swarmsdk.gossip.TableListener;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.overlay.ForwardingEntry;
import io.swarmsdk.overlay.InProcessPort;
import io.swarmsdk.overlay.MacAddress;
import io.swarmsdk.overlay.Vtep;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tunnel endpoint in step with two things: the tasks that run here (ports, and rows of the table) and the
 * rows of everybody else (forwarding entries). Guarded by its own monitor; called by the agent's listener thread and by
 * gossip's callback thread.
 */
public final class OverlayWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OverlayWiring.class);

    private final String self;
    private final Vtep vtep;
    private final ReplicatedTable table;
    private final Map<String, Attached> ports = new LinkedHashMap<>();
    private final Map<String, ForwardingEntry> remote = new HashMap<>();
    private final Subscription subscription;
    private boolean closed;

    /** Wires this endpoint to this table; {@code self} is the node's name in the gossip. */
    public OverlayWiring(String self, Vtep vtep, ReplicatedTable table) {
        this.self = self;
        this.vtep = vtep;
        this.table = table;
        this.subscription = table.watch(new Rows());
    }

    /** A task of this node has come further: it is on its networks exactly while it runs. */
    public synchronized void taskChanged(Task task, TaskState state) {
        if (closed) {
            return;
        }
        if (state == TaskState.RUNNING) {
            task.networks().forEach(attachment -> attach(task, attachment));
        } else if (state.isTerminal()) {
            detach(task);
        }
    }

    /** A task is gone from this node. */
    public synchronized void detach(Task task) {
        if (closed) {
            return;
        }
        for (NetworkAttachment attachment : task.networks()) {
            String key = key(task.id(), attachment);
            Attached attached = ports.remove(key);
            if (attached != null) {
                attached.port().close();
                table.remove(key);
            }
        }
    }

    private void attach(Task task, NetworkAttachment attachment) {
        String key = key(task.id(), attachment);
        if (ports.containsKey(key)) {
            return;
        }
        Inet4Address address = EndpointRecord.ipv4(attachment.address());
        MacAddress mac = MacAddress.forIpv4(address);
        try {
            InProcessPort port = vtep.openPort(attachment.vni(), mac, address, attachment.prefixLength());
            ports.put(key, new Attached(port, attachment.prefixLength()));
            table.put(key, EndpointRecord.encode(new ForwardingEntry(attachment.vni(), mac, address, vtep.address())));
            LOG.debug("[{}] {} is {} on vni {}", self, task.name(), attachment.address(), attachment.vni());
        } catch (RuntimeException e) {
            // The task runs all the same; what fails is its reachability, and an operator must hear of it.
            LOG.warn("[{}] {} could not be put on vni {}: {}", self, task.name(), attachment.vni(), e.getMessage());
        }
    }

    /**
     * Sends an ICMP echo request from an address of a task that runs here.
     *
     * @throws RefusedException if no such task runs here or it is in no network that holds the target
     */
    public CompletableFuture<Duration> ping(String taskId, String target, Duration timeout) {
        Inet4Address to = EndpointRecord.ipv4(target);
        return portFor(taskId, to).port().ping(to, timeout);
    }

    private synchronized Attached portFor(String taskId, Inet4Address target) {
        List<Attached> own = ports.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(taskId + "/"))
                .map(Map.Entry::getValue)
                .toList();
        if (own.isEmpty()) {
            throw new RefusedException("task " + taskId + ": has no overlay address on this node", null);
        }
        return own.stream()
                .filter(attached -> attached.reaches(target))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "task " + taskId + ": is in no network of " + target.getHostAddress(), null));
    }

    private static String key(String taskId, NetworkAttachment attachment) {
        return taskId + "/" + attachment.vni();
    }

    private synchronized void learn(TableEntry row) {
        if (row.owner().equals(self)) {
            return;
        }
        try {
            ForwardingEntry entry = EndpointRecord.decode(row.value());
            if (!entry.equals(remote.get(row.key()))) {
                forget(row.key());
                remote.put(row.key(), entry);
            }
            vtep.control().put(entry);
        } catch (IllegalArgumentException e) {
            LOG.warn("[{}] row {} of {} dropped: {}", self, row.key(), row.owner(), e.getMessage());
        }
    }

    private synchronized void forget(String key) {
        ForwardingEntry gone = remote.remove(key);
        // A task that took over the address may have replaced the entry; then it is not ours to remove.
        if (gone != null && !remote.containsValue(gone)) {
            boolean present = vtep.control().entries(gone.vni()).contains(gone);
            if (present) {
                vtep.control().remove(gone.vni(), gone.mac());
            }
        }
    }

    private synchronized void replaceAll(List<TableEntry> rows) {
        List.copyOf(remote.keySet()).forEach(this::forget);
        rows.forEach(this::learn);
    }

    @Override
    public void close() {
        subscription.close();
        synchronized (this) {
            closed = true;
            ports.values().forEach(attached -> attached.port().close());
            ports.clear();
        }
    }

    /** An address of a task that runs here. */
    private record Attached(InProcessPort port, int prefixLength) {
        boolean reaches(Inet4Address target) {
            int mask = -1 << (32 - prefixLength);
            return (bits(target) & mask) == (bits(port.address()) & mask);
        }

        private static int bits(Inet4Address address) {
            return ByteBuffer.wrap(address.getAddress()).getInt();
        }
    }

    private final class Rows implements TableListener {
        @Override
        public void snapshot(List<TableEntry> entries) {
            replaceAll(entries);
        }

        @Override
        public void put(TableEntry entry) {
            learn(entry);
        }

        @Override
        public void removed(TableEntry entry) {
            forget(entry.key());
        }
    }
}
