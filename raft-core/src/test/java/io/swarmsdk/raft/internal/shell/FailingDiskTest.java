package io.swarmsdk.raft.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.RaftListener;
import io.swarmsdk.raft.StoppedException;
import io.swarmsdk.raft.StorageException;
import io.swarmsdk.raft.internal.log.FaultyDisk;
import io.swarmsdk.raft.internal.log.LogIdentity;
import io.swarmsdk.raft.internal.log.LogOptions;
import io.swarmsdk.raft.internal.log.SegmentedLog;
import io.swarmsdk.raft.spi.CommittedEntry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One failed force is the end of a node: it answers nobody any more, and says why. */
class FailingDiskTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final List<byte[]> applied = Collections.synchronizedList(new ArrayList<>());
    private RaftShell node;

    @BeforeEach
    void start() {
        var listener = new RaftListener() {
            @Override
            public void failed(Throwable fatal) {
                failure.complete(fatal);
            }
        };
        var settings = new RaftSettings(
                "test",
                "a",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new TreeMap<>(),
                directory,
                batch -> {
                    batch.forEach(entry -> applied.add(entry.command()));
                    return batch.stream().map(CommittedEntry::command).toList();
                },
                List.of(listener),
                null,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                100,
                1000,
                true);
        node = RaftShell.start(
                settings, SegmentedLog.open(directory, new LogIdentity("test", "a"), LogOptions.defaults(), disk));
        node.awaitLeader(SOON).join();
        node.propose(new byte[1], SOON).join();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void theProposalUnderWayEndsUnknownAndTheNodeStops() {
        disk.failNextForce();

        assertThatThrownBy(() -> node.propose(new byte[2], SOON).join())
                .cause()
                .isInstanceOf(RaftException.class)
                .extracting(e -> ((RaftException) e).outcome())
                .isEqualTo(RaftException.Outcome.UNKNOWN);
        assertThat(failure.join()).isInstanceOf(StorageException.class).hasMessageContaining("force failed");
        assertThatThrownBy(() -> node.propose(new byte[3], SOON).join())
                .cause()
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("stopped for good")
                .hasRootCauseMessage("force failed");
        assertThat(node.status().leader()).isEmpty();
        assertThat(applied).hasSize(1);
    }
}
