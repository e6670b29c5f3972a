package io.swarmsdk.gossip;

import io.swarmsdk.gossip.internal.core.Limits;
import io.swarmsdk.gossip.internal.shell.GossipShell;
import io.swarmsdk.gossip.internal.shell.ShellConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One member of a gossip cluster. {@link Builder#build()} binds the socket and starts; seeds are joined by themselves
 * and called again for as long as it takes, so the order in which processes start does not matter and a partition
 * always heals. Callable from any thread; calls that change something, and {@link #stats()}, wait for this member's own
 * protocol thread, microseconds as a rule, and never for another member.
 */
public final class Gossip implements AutoCloseable {

    private final GossipShell shell;

    private Gossip(GossipShell shell) {
        this.shell = shell;
    }

    /** Starts a description of a member; {@code name} and {@code bind} have no default. */
    public static Builder builder() {
        return new Builder();
    }

    /** This member's name. */
    public String name() {
        return shell.name();
    }

    /** Where the others reach this member: the advertised address, with the port that was really bound. */
    public InetSocketAddress address() {
        return shell.address();
    }

    /** Everybody known, sorted by name: this member, the failed and the departed included. An immutable snapshot. */
    public List<Member> members() {
        return shell.members();
    }

    /** Calls these addresses now, and remembers them as seeds next to those of the builder. */
    public void join(List<InetSocketAddress> seeds) {
        shell.join(List.copyOf(seeds));
    }

    /**
     * Replaces this member's metadata and spreads it.
     *
     * @throws IllegalArgumentException above 512 bytes
     */
    public void metadata(byte[] metadata) {
        Limits.checkMetadata(metadata);
        shell.metadata(metadata.clone());
    }

    /**
     * Says goodbye: the others see LEFT, never FAILED. Completes on the callback executor when the news has been
     * spread, or exceptionally with a {@link java.util.concurrent.TimeoutException}. What remains is {@link #close()}.
     */
    public CompletableFuture<Void> leave(Duration timeout) {
        Checks.duration(timeout, "timeout");
        return shell.leave(timeout);
    }

    /**
     * The replicated table of this name; it need not be created anywhere.
     *
     * @throws IllegalArgumentException if the name is not 1 to 64 printable ASCII characters
     */
    public ReplicatedTable table(String name) {
        Limits.checkTable(name);
        return shell.table(name);
    }

    /** Counters and gauges of this moment. */
    public GossipStats stats() {
        return shell.stats();
    }

    /** Stops at once without a goodbye: the others will find out. Ends all threads; idempotent. */
    @Override
    public void close() {
        shell.close();
    }

    /** Describes a member; not thread-safe. */
    public static final class Builder {

        private @Nullable String name;
        private @Nullable InetSocketAddress bind;
        private @Nullable InetSocketAddress advertise;
        private List<InetSocketAddress> seeds = List.of();
        private String cluster = "swarm";
        private byte[] metadata = new byte[0];
        private GossipProfile profile = GossipProfile.LAN;
        private GossipListener listener = new GossipListener() {};
        private @Nullable Executor callbackExecutor;
        private int packetBytes = 1400;

        private Builder() {}

        /** Unique in the cluster; 1 to 128 printable ASCII characters. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The local UDP address; port 0 lets the system choose. */
        public Builder bind(InetSocketAddress value) {
            bind = value;
            return this;
        }

        /** What the others are told; default is the bound address. Port 0 stands for the bound port. */
        public Builder advertise(InetSocketAddress value) {
            advertise = value;
            return this;
        }

        /** Some members to start from; dead ones, this one and duplicates do no harm. */
        public Builder seeds(List<InetSocketAddress> value) {
            seeds = List.copyOf(value);
            return this;
        }

        /** Clusters of different labels ignore each other; 1 to 64 printable ASCII characters, default "swarm". */
        public Builder cluster(String label) {
            cluster = label;
            return this;
        }

        /** Up to 512 bytes that travel with this member's name. */
        public Builder metadata(byte[] value) {
            metadata = value.clone();
            return this;
        }

        /** The protocol's rhythm; default {@link GossipProfile#LAN}. */
        public Builder profile(GossipProfile value) {
            profile = value;
            return this;
        }

        /** Told of membership changes, from the first one on. */
        public Builder listener(GossipListener value) {
            listener = value;
            return this;
        }

        /** Runs all callbacks, on threads of its own; default is one thread of this member. Not closed with the member. */
        public Builder callbackExecutor(Executor value) {
            callbackExecutor = value;
            return this;
        }

        /** Largest datagram sent, 1280 to 65000, default 1400. Below the path MTU it is never fragmented. */
        public Builder packetBytes(int value) {
            packetBytes = value;
            return this;
        }

        /**
         * Binds and starts.
         *
         * @throws IllegalArgumentException for a setting that cannot work
         * @throws GossipException if the address cannot be bound
         */
        public Gossip build() {
            Checks.that(name != null, "name: null (expected: a name)");
            Checks.that(bind != null, "bind: null (expected: an address)");
            if (name == null || bind == null) {
                throw new AssertionError("checked above");
            }
            Limits.checkName(name);
            Limits.checkLabel(cluster);
            Limits.checkMetadata(metadata);
            Checks.range(packetBytes, 1280, 65000, "packetBytes");
            Checks.that(!bind.isUnresolved(), "bind: %s (expected: a resolved address)", bind);
            InetSocketAddress shown = advertise == null ? bind : advertise;
            Checks.that(
                    !shown.isUnresolved() && !shown.getAddress().isAnyLocalAddress(),
                    "advertise: %s (expected: a resolved address others can reach, not the wildcard)",
                    shown);
            return new Gossip(GossipShell.start(new ShellConfig(
                    name, bind, shown, seeds, cluster, metadata, profile, listener, callbackExecutor, packetBytes)));
        }
    }
}
