package io.swarmsdk.raft.internal.log;

import static io.swarmsdk.raft.internal.log.LogFixture.entries;
import static io.swarmsdk.raft.internal.log.LogFixture.entry;
import static io.swarmsdk.raft.internal.log.LogFixture.replace;
import static io.swarmsdk.raft.internal.log.LogFixture.segmentCount;
import static io.swarmsdk.raft.internal.log.LogFixture.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.raft.StorageCorruptedException;
import io.swarmsdk.raft.StorageException;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedLogTest {
    @TempDir
    Path directory;

    @Test
    void startsEmptyWithoutTermOrVote() {
        try (var log = new LogFixture(directory)) {
            assertThat(log.log().lastIndex()).isZero();
            assertThat(log.log().termAt(0)).isZero();
            assertThat(log.log().recoveredState()).isEqualTo(HardState.initial());
        }
    }

    @Test
    void showsAStagedBatchBeforeItIsWritten() {
        try (var log = new LogFixture(directory)) {
            log.log().stage(new StagedBatch(1, entries(entry(1, 1, "x"))));

            assertThat(log.log().lastIndex()).isEqualTo(1);
            assertThat(log.entries()).containsExactly(entry(1, 1, "x"));
        }
    }

    @Test
    void remembersTermVoteAndEntriesAcrossARestart() {
        try (var log = new LogFixture(directory)) {
            log.write(vote(3, "b"), entries(LogEntry.noop(1, 3), entry(2, 3, "two"), entry(3, 3, "")));

            log.reopen();

            assertThat(log.log().recoveredState()).isEqualTo(new HardState(3, "b"));
            assertThat(log.entries()).containsExactly(LogEntry.noop(1, 3), entry(2, 3, "two"), entry(3, 3, ""));
            assertThat(log.log().cutBytes()).isZero();
        }
    }

    @Test
    void aTruncatedSuffixNeverComesBack() {
        try (var log = new LogFixture(directory)) {
            log.write(vote(1, "a"), entries(entry(1, 1, "keep"), entry(2, 1, "old"), entry(3, 1, "old")));
            log.write(vote(2, "b"), replace(entry(2, 2, "new")));

            assertThat(log.entries()).containsExactly(entry(1, 1, "keep"), entry(2, 2, "new"));
            assertThat(log.reopen().entries()).containsExactly(entry(1, 1, "keep"), entry(2, 2, "new"));
            assertThat(log.log().termAt(2)).isEqualTo(2);
        }
    }

    @Test
    void readsOldEntriesFromManySegments() {
        try (var log = new LogFixture(directory)) {
            List<LogEntry> written = fill(log, 300);
            assertThat(segmentCount(directory)).isGreaterThan(3);

            assertThat(log.entries()).isEqualTo(written);
            assertThat(log.reopen().entries()).isEqualTo(written);
            assertThat(log.log().read(10, 300, 1)).containsExactly(written.get(9));
        }
    }

    @Test
    void takesAnEntryLargerThanASegment() {
        try (var log = new LogFixture(directory)) {
            LogEntry large = entry(2, 1, "x".repeat(5 << 20));
            log.write(vote(1, "a"), entries(entry(1, 1, "small")), entries(large), entries(entry(3, 1, "small")));

            assertThat(log.reopen().entries()).containsExactly(entry(1, 1, "small"), large, entry(3, 1, "small"));
        }
    }

    @Test
    void aDamagedEntryIsReportedWhenItIsReadAgain() {
        try (var log = new LogFixture(directory)) {
            fill(log, 300);
            LogFixture.flipBit(LogFixture.segment(directory, 1), SegmentHeader.BYTES + 200);

            assertThatThrownBy(log::entries)
                    .isInstanceOf(StorageCorruptedException.class)
                    .hasMessageContaining(Segment.nameOf(1))
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (var log = new LogFixture(directory)) {
            assertThat(log.log().lastIndex()).isZero();
            assertThatThrownBy(() -> new LogFixture(directory))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("dataDirectory: %s is in use (expected: a directory of this node alone)", directory);
        }
    }

    @Test
    void refusesTheLogOfAnotherNode() {
        new LogFixture(directory).close();

        assertThatThrownBy(() -> SegmentedLog.open(directory, new LogIdentity("test", "b"), LogFixture.SMALL))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("belongs to node 'a' of cluster 'test' (expected: node 'b' of cluster 'test')");
    }

    @Test
    void afterAFailedForceNothingIsEverWrittenAgain() {
        var disk = new FaultyDisk();
        try (var log = new LogFixture(directory, disk)) {
            log.write(vote(1, "a"));
            disk.failNextForce();
            assertThatThrownBy(() -> log.write(entries(entry(1, 1, "lost")))).isInstanceOf(StorageException.class);

            assertThatThrownBy(() -> log.write(entries(entry(2, 1, "too late"))))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("force failed");
        }
    }

    @Test
    void keepsEveryUnwrittenEntryInMemoryHoweverLarge() {
        try (var log = new LogFixture(directory)) {
            log.write(vote(1, "a"));
            var batch = new StagedBatch(100, entries(entry(1, 1, "x".repeat(8 << 10)), entry(2, 1, "y")));
            log.log().stage(batch);
            assertThat(log.entries()).hasSize(2);

            log.log().write(List.of(batch));
            assertThat(log.entries()).hasSize(2);
        }
    }

    /** An old write of index 1 completes after the index was given to another entry. */
    @Test
    void aLateWriteDoesNotStandInForTheEntryThatReplacedIt() {
        try (var log = new LogFixture(directory)) {
            log.write(vote(2, "a"));
            var old = new StagedBatch(100, entries(entry(1, 1, "old".repeat(3000))));
            var replacement = new StagedBatch(101, replace(entry(1, 2, "new".repeat(3000))));
            log.log().stage(old);
            log.log().stage(replacement);

            log.log().write(List.of(old));
            assertThat(log.entries()).containsExactly(entry(1, 2, "new".repeat(3000)));

            log.log().write(List.of(replacement));
            assertThat(log.entries()).containsExactly(entry(1, 2, "new".repeat(3000)));
        }
    }

    private static List<LogEntry> fill(LogFixture log, int count) {
        log.write(vote(1, "a"));
        List<LogEntry> written = new ArrayList<>();
        for (int i = 1; i <= count; i += 10) {
            LogEntry[] batch = new LogEntry[10];
            for (int j = 0; j < batch.length; j++) {
                batch[j] = entry(i + j, 1, "entry " + (i + j) + " ".repeat(200));
                written.add(batch[j]);
            }
            log.write(entries(batch));
        }
        return written;
    }
}
