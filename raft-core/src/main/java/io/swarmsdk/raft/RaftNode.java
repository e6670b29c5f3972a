package io.swarmsdk.raft;

import io.swarmsdk.raft.internal.shell.RaftSettings;
import io.swarmsdk.raft.internal.shell.RaftShell;
import io.swarmsdk.raft.spi.StateMachine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One member of a replicated log: it keeps its copy on disk, votes, leads when elected, and applies what a majority
 * holds to its {@link StateMachine}.
 *
 * <p>All methods may be called from any thread and none of them waits, except {@link #close()}. Futures complete and
 * listeners are called on the callback executor. Failures are {@link RaftException}s.
 */
public final class RaftNode implements AutoCloseable {
    private final RaftShell shell;

    private RaftNode(RaftShell shell) {
        this.shell = shell;
    }

    /** Where every setting of a node is given. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Asks for a command to be committed and applied. Only the leader takes it; others answer with
     * {@link NotLeaderException}.
     *
     * <p>{@code command} is not copied: leave it unchanged from here on. When the deadline passes, the future fails
     * with {@link DeadlineExceededException}, which tells whether the command can still take effect.
     *
     * @throws IllegalArgumentException if the command is larger than {@code maxEntryBytes} or the deadline not positive
     */
    public CompletableFuture<ProposalResult> propose(byte[] command, Duration deadline) {
        return shell.propose(command, deadline);
    }

    /**
     * Completes with an index once the local state machine has applied everything up to it and may therefore be read
     * with the freshness asked for. Only the leader answers.
     *
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public CompletableFuture<Long> read(ReadMode mode, Duration deadline) {
        return shell.read(mode, deadline);
    }

    /**
     * Completes with the leader's id as soon as this node knows of one, which may be itself. It may be gone again by
     * the time it is asked.
     *
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public CompletableFuture<String> awaitLeader(Duration deadline) {
        return shell.awaitLeader(deadline);
    }

    /** What this node knows of itself. */
    public RaftStatus status() {
        return shell.status();
    }

    /** The address this node listens on; with the real port when 0 was asked for. */
    public InetSocketAddress address() {
        return shell.address();
    }

    /** Adds a listener; it is told what happens from here on, and at once the present leader if there is one. */
    public void addListener(RaftListener listener) {
        shell.addListener(listener);
    }

    /**
     * Stops the node and waits for its threads to end, except when called from one of its own callbacks. Pending
     * operations fail with {@link StoppedException}. Closing again does nothing.
     */
    @Override
    public void close() {
        shell.close();
    }

    /** The settings of a node. Required: cluster id, id, bind address, data directory, state machine. */
    public static final class Builder {
        private static final int MAX_ID_BYTES = 128;

        private @Nullable String clusterId;
        private @Nullable String id;
        private @Nullable InetSocketAddress bind;
        private @Nullable Path dataDirectory;
        private @Nullable StateMachine stateMachine;
        private final TreeMap<String, InetSocketAddress> peers = new TreeMap<>();
        private final List<RaftListener> listeners = new ArrayList<>();
        private @Nullable Executor callbackExecutor;
        private Duration electionTimeout = Duration.ofSeconds(1);
        private Duration heartbeatInterval = Duration.ofMillis(100);
        private int maxPendingProposals = 16 * 1024;
        private int maxEntryBytes = 1 << 20;
        private boolean campaignAtStart;

        private Builder() {}

        /** Names the group. Nodes and data directories of another cluster id are refused. */
        public Builder clusterId(String value) {
            clusterId = Settings.id("clusterId", value, MAX_ID_BYTES);
            return this;
        }

        /** This node's name in the group; it belongs to the data directory and never changes. */
        public Builder id(String value) {
            id = Settings.id("id", value, MAX_ID_BYTES);
            return this;
        }

        /** Where to listen for the other nodes; port 0 lets the system choose one. */
        public Builder bind(InetSocketAddress value) {
            bind = value;
            return this;
        }

        /** Another voter and where it listens. Every node of a group must be given the same set. */
        public Builder peer(String peerId, InetSocketAddress address) {
            Settings.id("peer", peerId, MAX_ID_BYTES);
            if (peers.putIfAbsent(peerId, address) != null) {
                throw Settings.bad("peer", peerId, "each peer once");
            }
            return this;
        }

        /** Where this node keeps its log. Made if missing; used by one process at a time. */
        public Builder dataDirectory(Path value) {
            dataDirectory = value;
            return this;
        }

        /** What committed commands are applied to. */
        public Builder stateMachine(StateMachine value) {
            stateMachine = value;
            return this;
        }

        /**
         * How long a follower waits for a sign of its leader, each time drawn between this and its double; default
         * 1 s. Shorter finds a dead leader sooner; too short loses leaders to pauses of the JVM or the disk.
         */
        public Builder electionTimeout(Duration value) {
            electionTimeout = Settings.between("electionTimeout", value, Duration.ofMillis(10), Duration.ofMinutes(10));
            return this;
        }

        /** Time between two signs of a leader to its followers; default 100 ms, at most a third of the timeout. */
        public Builder heartbeatInterval(Duration value) {
            heartbeatInterval =
                    Settings.between("heartbeatInterval", value, Duration.ofMillis(1), Duration.ofMinutes(1));
            return this;
        }

        /** Where futures complete and listeners are told; default one thread of the node's own. */
        public Builder callbackExecutor(Executor value) {
            callbackExecutor = value;
            return this;
        }

        /** How many proposals and reads may wait for their answer; more are refused as overload. Default 16384. */
        public Builder maxPendingProposals(int value) {
            maxPendingProposals = Settings.between("maxPendingProposals", value, 1, 1 << 20);
            return this;
        }

        /** The largest command in bytes; default 1 MiB. All nodes need the same. */
        public Builder maxEntryBytes(int value) {
            maxEntryBytes = Settings.between("maxEntryBytes", value, 1, 16 << 20);
            return this;
        }

        /** Campaigns at once instead of waiting one timeout; for the first node of a new group. Default false. */
        public Builder campaignAtStart(boolean value) {
            campaignAtStart = value;
            return this;
        }

        /** A listener that misses nothing, not even what happens while the node starts. */
        public Builder listener(RaftListener value) {
            listeners.add(value);
            return this;
        }

        /**
         * Opens the data directory, reads the log and joins the group.
         *
         * @throws IllegalArgumentException if a setting is missing, or does not fit the others, or the address cannot
         *     be bound
         * @throws StorageCorruptedException if the log is damaged in a way that must not be passed over
         * @throws StorageException if the directory is in use, belongs to another node, or cannot be read or written
         */
        public RaftNode build() {
            String self = Settings.required("id", id);
            if (peers.containsKey(self)) {
                throw Settings.bad("peer", self, "every voter but this node itself");
            }
            if (heartbeatInterval.multipliedBy(3).compareTo(electionTimeout) > 0) {
                throw Settings.bad(
                        "heartbeatInterval",
                        heartbeatInterval,
                        "at most a third of electionTimeout " + electionTimeout);
            }
            return new RaftNode(RaftShell.start(new RaftSettings(
                    Settings.required("clusterId", clusterId),
                    self,
                    Settings.required("bind", bind),
                    new TreeMap<>(peers),
                    Settings.required("dataDirectory", dataDirectory),
                    Settings.required("stateMachine", stateMachine),
                    List.copyOf(listeners),
                    callbackExecutor,
                    electionTimeout,
                    heartbeatInterval,
                    maxPendingProposals,
                    maxEntryBytes,
                    campaignAtStart)));
        }
    }
}
