package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.RaftListener;
import io.swarmsdk.raft.spi.StateMachine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The settings of one node, checked by the builder that made them. */
public record RaftSettings(
        String clusterId,
        String id,
        InetSocketAddress bind,
        SortedMap<String, InetSocketAddress> peers,
        Path dataDirectory,
        StateMachine stateMachine,
        List<RaftListener> listeners,
        @Nullable Executor callbackExecutor,
        Duration electionTimeout,
        Duration heartbeatInterval,
        int maxPendingProposals,
        int maxEntryBytes,
        boolean campaignAtStart) {}
