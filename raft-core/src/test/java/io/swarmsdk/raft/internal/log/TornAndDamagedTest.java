package io.swarmsdk.raft.internal.log;

import static io.swarmsdk.raft.internal.log.LogFixture.entries;
import static io.swarmsdk.raft.internal.log.LogFixture.entry;
import static io.swarmsdk.raft.internal.log.LogFixture.segment;
import static io.swarmsdk.raft.internal.log.LogFixture.used;
import static io.swarmsdk.raft.internal.log.LogFixture.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.raft.StorageCorruptedException;
import io.swarmsdk.raft.StorageException;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node finds after a crash in the middle of a write, and after bytes have rotted. */
class TornAndDamagedTest {
    private static final int LAST_RECORD_BYTES = RecordFormat.sizeOf("the last".length());
    private static final int FIRST = SegmentHeader.BYTES;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aLogOfThreeWrites() {
        try (var log = new LogFixture(directory)) {
            log.write(
                    vote(1, "a"),
                    entries(entry(1, 1, "first"), entry(2, 1, "second")),
                    entries(entry(3, 1, "the last")));
        }
        file = segment(directory, 1);
    }

    @Test
    void aRecordTornAtAnyByteIsCutAndAllBeforeItIsKept() {
        byte[] whole = LogFixture.read(file);
        int end = end(whole);
        for (int kept = 0; kept < LAST_RECORD_BYTES; kept++) {
            int cut = end - LAST_RECORD_BYTES + kept;
            if (Arrays.equals(Arrays.copyOfRange(whole, cut, end), new byte[end - cut])) {
                continue; // only padding is missing: the record is whole
            }
            byte[] zeroTail = whole.clone();
            Arrays.fill(zeroTail, cut, zeroTail.length, (byte) 0);
            for (byte[] torn : new byte[][] {Arrays.copyOf(whole, cut), zeroTail}) {
                LogFixture.write(file, torn);
                try (var log = new LogFixture(directory)) {
                    assertThat(log.entries()).as("torn after %d bytes", kept).hasSize(2);
                    assertThat(log.log().cutBytes()).isLessThanOrEqualTo(kept);
                    if (kept % 8 == 3) {
                        log.write(entries(entry(3, 1, "again")));
                        assertThat(log.reopen().entries())
                                .as("torn after %d bytes", kept)
                                .hasSize(3);
                    }
                }
            }
        }
    }

    @Test
    void aTornVoteLeavesTheOneBeforeIt() {
        try (var log = new LogFixture(directory)) {
            log.write(vote(2, "b"));
        }
        byte[] bytes = LogFixture.read(file);
        LogFixture.write(file, Arrays.copyOf(bytes, used(bytes) - 1));

        try (var log = new LogFixture(directory)) {
            assertThat(log.log().recoveredState()).isEqualTo(new HardState(1, "a"));
            assertThat(log.entries()).hasSize(3);
        }
    }

    @Test
    void aTornWriteOfWhichLaterRecordsArrivedIsCutWhole() {
        try (var log = new LogFixture(directory)) {
            log.writeTogether(entries(entry(4, 1, "lost on the way")), entries(entry(5, 1, "arrived")));
        }
        int firstOfWrite = FIRST + sizeOf("a", "first", "second", "the last");
        LogFixture.flipBit(file, firstOfWrite + 45);

        try (var log = new LogFixture(directory)) {
            assertThat(log.entries()).hasSize(3);
            assertThat(log.log().cutBytes()).isPositive();
            log.write(entries(entry(4, 1, "lost on the wax")));
            assertThat(log.reopen().entries()).last().isEqualTo(entry(4, 1, "lost on the wax"));
        }
    }

    @Test
    void aFlippedBitInAnyByteThatWasDurableIsRefusedAndNothingIsChanged() {
        byte[] whole = LogFixture.read(file);
        int[] starts = {FIRST, FIRST + sizeOf("a"), FIRST + sizeOf("a", "first")};
        String[] payloads = {"a", "first", "second"};
        for (int record = 0; record < starts.length; record++) {
            for (int i = 0; i < RecordFormat.HEADER_BYTES + payloads[record].length(); i++) {
                LogFixture.flipBit(file, starts[record] + i);
                byte[] damaged = LogFixture.read(file);

                assertThatThrownBy(() -> new LogFixture(directory))
                        .isInstanceOf(StorageCorruptedException.class)
                        .hasMessageStartingWith(file + " at byte " + starts[record] + ": a record is damaged")
                        .hasMessageContaining("must not vote again");
                assertThat(LogFixture.read(file)).isEqualTo(damaged);
                LogFixture.write(file, whole);
            }
        }
    }

    @Test
    void zerosInThePlaceOfADurableRecordAreRefused() {
        byte[] bytes = LogFixture.read(file);
        int hole = FIRST + sizeOf("a");
        Arrays.fill(bytes, hole, hole + sizeOf("first"), (byte) 0);
        LogFixture.write(file, bytes);

        assertThatThrownBy(() -> new LogFixture(directory))
                .isInstanceOfSatisfying(StorageCorruptedException.class, e -> {
                    assertThat(e.file()).isEqualTo(file);
                    assertThat(e.offset()).isEqualTo(hole);
                });
    }

    @Test
    void aFlippedBitInTheHeaderIsRefused() {
        byte[] whole = LogFixture.read(file);
        for (int i = 0; i < SegmentHeader.BYTES; i += i < 128 ? 3 : 251) {
            LogFixture.flipBit(file, i);
            assertThatThrownBy(() -> new LogFixture(directory))
                    .as("byte %d", i)
                    .isInstanceOfAny(StorageCorruptedException.class, StorageException.class)
                    .hasMessageContaining(file.toString());
            LogFixture.write(file, whole);
        }
    }

    @Test
    void aFlippedBitInASealedSegmentIsRefused() {
        fillThreeSegments();
        LogFixture.flipBit(segment(directory, 2), FIRST + 3000);

        assertThatThrownBy(() -> new LogFixture(directory))
                .isInstanceOf(StorageCorruptedException.class)
                .hasMessageContaining(Segment.nameOf(2))
                .hasMessageContaining("later segments exist");
    }

    @Test
    void aSealedSegmentThatLostItsLastRecordIsRefused() {
        fillThreeSegments();
        byte[] bytes = LogFixture.read(segment(directory, 1));
        int lastRecord = RecordFormat.sizeOf(1000);
        Arrays.fill(bytes, end(bytes) - lastRecord, bytes.length, (byte) 0);
        LogFixture.write(segment(directory, 1), bytes);

        assertThatThrownBy(() -> new LogFixture(directory))
                .isInstanceOf(StorageCorruptedException.class)
                .hasMessageContaining("does not follow on the one before it");
    }

    @Test
    void aLogWhoseFirstSegmentIsGoneHasNoVoteAndIsRefused() throws IOException {
        fillThreeSegments();
        Files.delete(segment(directory, 1));

        assertThatThrownBy(() -> new LogFixture(directory))
                .isInstanceOf(StorageCorruptedException.class)
                .hasMessageContaining("the segment is missing, and with it term and vote");
    }

    @Test
    void aNewerFormatIsRefusedByName() {
        byte[] bytes = LogFixture.read(file);
        bytes[11] = 2;
        LogFixture.write(file, bytes);

        assertThatThrownBy(() -> new LogFixture(directory))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("written in format 2 (expected: at most 1)");
    }

    @Test
    void aSegmentThatNeverGotItsNameIsForgotten() {
        LogFixture.write(directory.resolve(Segment.nameOf(2) + ".tmp"), new byte[100]);

        try (var log = new LogFixture(directory)) {
            assertThat(log.entries()).hasSize(3);
            assertThat(directory.resolve(Segment.nameOf(2) + ".tmp")).doesNotExist();
        }
    }

    /** A payload may hold the very bytes of a record, say in a copy of some log: they must not pass for one. */
    @Test
    void theImageOfARecordInsideATornPayloadIsNotTakenForOne() {
        byte[] whole = LogFixture.read(file);
        byte[] image = Arrays.copyOfRange(whole, FIRST, end(whole));
        try (var log = new LogFixture(directory.resolve("other"))) {
            log.write(vote(1, "a"));
            log.write(entries(LogEntry.command(1, 1, image)));
        }
        Path other = segment(directory.resolve("other"), 1);
        LogFixture.flipBit(other, FIRST + sizeOf("a") + 20);

        try (var log = new LogFixture(directory.resolve("other"))) {
            assertThat(log.entries()).isEmpty();
            assertThat(log.log().cutBytes()).isPositive();
        }
    }

    private void fillThreeSegments() {
        try (var log = new LogFixture(directory)) {
            for (int i = 4; i < 40; i++) {
                log.write(entries(entry(i, 1, "x".repeat(1000))));
            }
        }
        assertThat(LogFixture.segmentCount(directory)).isGreaterThanOrEqualTo(3);
    }

    private static int sizeOf(String... payloads) {
        return Arrays.stream(payloads)
                .mapToInt(payload -> RecordFormat.sizeOf(payload.length()))
                .sum();
    }

    private static int end(byte[] segment) {
        return (used(segment) + 7) & -8;
    }
}
