package io.swarmsdk.raft.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.raft.ChildJvm;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillWhileAppendingIT {
    private static final int LIVES = 5;

    @TempDir
    Path directory;

    @Test
    void everythingThatWasCalledDurableIsThereAfterEachKill() throws InterruptedException {
        Path data = directory.resolve("log");
        long durable = 0;
        for (int life = 0; life < LIVES; life++) {
            int wanted = 40 + 60 * life;
            try (var child = new ChildJvm(AppendingProcess.class, directory.resolve("stderr"), data.toString())) {
                await().atMost(Duration.ofSeconds(60)).until(() -> child.lines().size() >= wanted);
                child.kill();
                durable = lastDurable(child.lines());
            }
            try (var log = SegmentedLog.open(data, AppendingProcess.IDENTITY, AppendingProcess.OPTIONS)) {
                assertThat(log.lastIndex()).as("life %d", life).isGreaterThanOrEqualTo(durable);
                assertThat(log.recoveredState().term()).isEqualTo(life + 1);
                for (LogEntry entry : log.read(1, log.lastIndex(), Integer.MAX_VALUE)) {
                    assertThat(entry).isEqualTo(AppendingProcess.entry(entry.index(), entry.term()));
                }
            }
        }
        assertThat(LogFixture.segmentCount(data)).isGreaterThan(1);
    }

    private static long lastDurable(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("durable ") && line.endsWith("."))
                .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .max()
                .orElseThrow();
    }
}
