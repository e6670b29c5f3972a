package io.swarmsdk.node.internal.config;

import io.swarmsdk.node.SwarmException.NodeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A small file of sorted {@code key=value} lines below a header with format version and CRC32C. Replaced as a whole:
 * written beside, forced, renamed, directory forced; so a crash leaves the old file or the new one.
 */
final class NodeFile {
    private static final String MAGIC = "swarm-node";
    private static final int FORMAT = 1;

    private NodeFile() {}

    static void write(Path file, Map<String, String> values) throws IOException {
        var body = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> {
            if (value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException(key + ": '" + value + "' (expected: one line)");
            }
            body.append(key).append('=').append(value).append('\n');
        });
        String text = MAGIC + " " + FORMAT + " crc32c=" + checksum(body.toString()) + "\n" + body;
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static Map<String, String> read(Path file) throws IOException {
        // Not readString: damage must end at the checksum, not at the first byte that is no UTF-8.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        if (!header.startsWith(MAGIC + " ")) {
            throw damaged(file, "it begins with '" + abbreviate(header) + "', not with '" + MAGIC + "'");
        }
        String[] words = header.split(" ", -1);
        if (words.length != 3 || !words[1].equals(Integer.toString(FORMAT))) {
            throw damaged(file, "its header is '" + abbreviate(header) + "', not format " + FORMAT);
        }
        String body = text.substring(end + 1);
        if (!words[2].equals("crc32c=" + checksum(body))) {
            throw damaged(file, "its checksum is " + checksum(body) + ", the header says " + words[2]);
        }
        var values = new TreeMap<String, String>();
        for (String line : body.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    private static String checksum(String body) {
        var crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static NodeException damaged(Path file, String why) {
        return new NodeException(
                file + ": damaged or foreign: " + why
                        + ". Restore it from a copy, or start with an empty data directory and join as a new node",
                null);
    }
}
