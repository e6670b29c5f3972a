package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.internal.core.agent.JournalEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The bytes of the agent's journal: magic, version, CRC32C of the rest, number of entries, entries. Ports are left out:
 * no task outlives its agent.
 */
final class JournalCodec {
    private static final int MAGIC = 0x53574A4C; // "SWJL"
    private static final short VERSION = 1;
    private static final int HEADER = Integer.BYTES + Short.BYTES + Integer.BYTES;
    /** The longest text that {@link DataOutputStream#writeUTF} takes, whatever its characters. */
    private static final int MAX_TEXT = 65_535 / 3;

    /** The bytes are not what an agent has written. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String reason) {
            super(reason);
        }
    }

    private JournalCodec() {}

    static byte[] encode(List<JournalEntry> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(entries.size());
            for (var entry : entries) {
                write(out, entry);
            }
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(HEADER + body.length)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putInt(crc(body, 0))
                .put(body)
                .array();
    }

    static List<JournalEntry> decode(byte[] bytes) throws DamagedException {
        if (bytes.length < HEADER) {
            throw new DamagedException(bytes.length + " bytes (expected: at least " + HEADER + ")");
        }
        var header = ByteBuffer.wrap(bytes);
        int magic = header.getInt();
        short version = header.getShort();
        if (magic != MAGIC) {
            throw new DamagedException("no agent journal: begins with " + Integer.toHexString(magic));
        }
        if (version != VERSION) {
            throw new DamagedException("format version " + version + " (expected: " + VERSION + ")");
        }
        if (header.getInt() != crc(bytes, HEADER)) {
            throw new DamagedException("checksum differs");
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER))) {
            return read(in);
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            throw new DamagedException("malformed entry: " + malformed.getMessage());
        }
    }

    private static List<JournalEntry> read(DataInputStream in) throws IOException {
        int count = in.readInt();
        var entries = new ArrayList<JournalEntry>();
        for (int n = 0; n < count; n++) {
            entries.add(readEntry(in));
        }
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes too many");
        }
        return entries;
    }

    private static void write(DataOutputStream out, JournalEntry entry) throws IOException {
        var status = entry.status();
        out.writeUTF(entry.taskId());
        out.writeUTF(status.state().name());
        writeInstant(out, status.at());
        writeText(out, status.message());
        out.writeBoolean(status.error().isPresent());
        writeText(out, status.error().orElse(""));
        out.writeBoolean(status.exitCode().isPresent());
        out.writeInt(status.exitCode().orElse(0));
        out.writeBoolean(status.pid().isPresent());
        out.writeLong(status.pid().orElse(0));
        out.writeBoolean(entry.processStartedAt().isPresent());
        writeInstant(out, entry.processStartedAt().orElse(Instant.EPOCH));
    }

    private static JournalEntry readEntry(DataInputStream in) throws IOException {
        var taskId = in.readUTF();
        var state = TaskState.valueOf(in.readUTF());
        var at = readInstant(in);
        var message = in.readUTF();
        var error = present(in.readBoolean(), in.readUTF());
        var exitCode = in.readBoolean() ? OptionalInt.of(in.readInt()) : skipInt(in);
        var pid = in.readBoolean() ? OptionalLong.of(in.readLong()) : skipLong(in);
        var startedAt = present(in.readBoolean(), readInstant(in));
        return new JournalEntry(taskId, new TaskStatus(state, at, message, error, exitCode, pid, List.of()), startedAt);
    }

    private static <T> Optional<T> present(boolean present, T value) {
        return present ? Optional.of(value) : Optional.empty();
    }

    private static OptionalInt skipInt(DataInputStream in) throws IOException {
        in.readInt();
        return OptionalInt.empty();
    }

    private static OptionalLong skipLong(DataInputStream in) throws IOException {
        in.readLong();
        return OptionalLong.empty();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
    }

    private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        long seconds = in.readLong();
        try {
            return Instant.ofEpochSecond(seconds, in.readInt());
        } catch (java.time.DateTimeException outOfRange) {
            throw new IOException("time out of range: " + seconds, outOfRange);
        }
    }

    private static int crc(byte[] bytes, int from) {
        var crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
