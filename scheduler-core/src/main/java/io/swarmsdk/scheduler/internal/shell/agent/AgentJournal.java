package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.scheduler.AgentJournalException;
import io.swarmsdk.scheduler.internal.core.agent.JournalEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file {@code agent.journal}: all tasks of an agent, replaced as a whole by writing another file, forcing it to disk
 * and renaming it. {@code agent.lock} is held while the journal is open, so a data directory has one agent.
 */
final class AgentJournal implements AutoCloseable {
    private static final long MAX_BYTES = 64L << 20;

    private final Path directory;
    private final Path file;
    private final FileChannel lock;

    private AgentJournal(Path directory, FileChannel lock) {
        this.directory = directory;
        this.file = directory.resolve("agent.journal");
        this.lock = lock;
    }

    static AgentJournal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        var lockFile = directory.resolve("agent.lock");
        var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new AgentJournal(directory, channel);
            }
        } catch (OverlappingFileLockException sameJvm) {
            // Reported below, like a lock of another process.
        }
        channel.close();
        throw new IOException(lockFile + ": held by another agent (expected: one agent per data directory)");
    }

    /** What the agent before has written; empty when there was none. */
    List<JournalEntry> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new AgentJournalException(file, size + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        try {
            return JournalCodec.decode(Files.readAllBytes(file));
        } catch (JournalCodec.DamagedException damaged) {
            throw new AgentJournalException(file, String.valueOf(damaged.getMessage()));
        }
    }

    /** Returns once the entries are on disk. */
    void write(List<JournalEntry> entries) throws IOException {
        var next = directory.resolve("agent.journal.next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(JournalCodec.encode(entries));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void syncDirectory() throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return; // directories cannot be opened there; the rename itself is journalled
        }
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
