package io.swarmsdk.scheduler.internal.shell.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentJournalException;
import io.swarmsdk.scheduler.internal.core.agent.JournalEntry;
import io.swarmsdk.scheduler.worker.Nouns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJournalTest {
    private static final List<JournalEntry> ENTRIES = List.of(
            new JournalEntry(
                    "t1",
                    new TaskStatus(
                            TaskState.RUNNING,
                            Nouns.NOON,
                            "läuft",
                            Optional.empty(),
                            OptionalInt.empty(),
                            OptionalLong.of(4711),
                            List.of()),
                    Optional.of(Instant.parse("2026-01-01T00:00:00.25Z"))),
            new JournalEntry(
                    "t2",
                    new TaskStatus(
                            TaskState.FAILED,
                            Nouns.NOON,
                            "ended",
                            Optional.of("exit code 3"),
                            OptionalInt.of(3),
                            OptionalLong.empty(),
                            List.of()),
                    Optional.empty()));

    @TempDir
    Path directory;

    @Test
    void readsBackWhatWasWrittenLast() throws IOException {
        try (var journal = AgentJournal.open(directory)) {
            assertThat(journal.read()).isEmpty();
            journal.write(List.of());
            journal.write(ENTRIES);
        }
        try (var journal = AgentJournal.open(directory)) {
            assertThat(journal.read()).isEqualTo(ENTRIES);
        }
    }

    @Test
    void belongsToOneAgentAtATime() throws IOException {
        try (var held = AgentJournal.open(directory)) {
            assertThat(held.read()).isEmpty();
            assertThatThrownBy(() -> AgentJournal.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("held by another agent");
        }
    }

    @Test
    void anyDamagedByteIsReportedWithTheFileAndNeverReadAsSomethingElse() throws Exception {
        byte[] intact = JournalCodec.encode(ENTRIES);
        for (int n = 0; n < intact.length; n++) {
            byte[] damaged = intact.clone();
            damaged[n] ^= 0x10;
            assertThatThrownBy(() -> JournalCodec.decode(damaged)).isInstanceOf(JournalCodec.DamagedException.class);
        }
        for (int length = 0; length < intact.length; length++) {
            byte[] torn = Arrays.copyOf(intact, length);
            assertThatThrownBy(() -> JournalCodec.decode(torn)).isInstanceOf(JournalCodec.DamagedException.class);
        }
        Files.write(directory.resolve("agent.journal"), new byte[] {1, 2, 3});
        try (var journal = AgentJournal.open(directory)) {
            assertThatThrownBy(journal::read)
                    .isInstanceOf(AgentJournalException.class)
                    .hasMessageContaining("agent.journal: 3 bytes (expected: at least 10)");
        }
    }

    @Test
    void cutsTextsThatAreTooLong() throws Exception {
        var longText = TaskStatus.of(TaskState.FAILED, Nouns.NOON, "x".repeat(100_000));
        var read = JournalCodec.decode(JournalCodec.encode(List.of(new JournalEntry("t", longText, Optional.empty()))));

        assertThat(read.get(0).status().message()).hasSize(65_535 / 3);
    }
}
