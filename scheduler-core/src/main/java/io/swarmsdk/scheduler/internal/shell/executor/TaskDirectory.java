package io.swarmsdk.scheduler.internal.shell.executor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of one task. */
public final class TaskDirectory {
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
    private static final int TAIL_BYTES = 4096;

    private final Path path;

    private TaskDirectory(Path path) {
        this.path = path;
    }

    /** Empty for an id that is no plain file name, so that an id can never lead elsewhere. */
    public static Optional<TaskDirectory> of(Path parent, String taskId) {
        return SAFE_ID.matcher(taskId).matches()
                ? Optional.of(new TaskDirectory(parent.resolve(taskId).toAbsolutePath()))
                : Optional.empty();
    }

    Path stdout() {
        return path.resolve("stdout.log");
    }

    Path stderr() {
        return path.resolve("stderr.log");
    }

    Path work() {
        return path.resolve("work");
    }

    void create() throws IOException {
        Files.createDirectories(work());
    }

    /** Removes everything; does nothing when there is nothing. */
    public void delete() throws IOException {
        List<Path> contents;
        try (var walk = Files.walk(path)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException gone) {
            return;
        }
        for (var file : contents) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Moves what is too much of a log to {@code .1} and empties it. The program goes on writing, as it appends; what it
     * writes between the two steps is lost.
     */
    void trim(Path log, long maxBytes) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= maxBytes / 2) {
            return;
        }
        Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /** The last line of a log that is not blank. */
    static Optional<String> lastLine(Path log) {
        try (var file = FileChannel.open(log, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, file.size()));
            file.read(bytes, Math.max(0, file.size() - TAIL_BYTES));
            var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).split("\\R", -1);
            for (int n = lines.length - 1; n >= 0; n--) {
                if (!lines[n].isBlank()) {
                    return Optional.of(lines[n].strip());
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
