package io.swarmsdk.node.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.node.SwarmException.NodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFileTest {
    private static final Map<String, String> VALUES =
            Map.of("node.id", "n1", "empty", "", "equals", "a=b=c", "accents", "Zürich");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("node.conf");
    }

    @Test
    void readsWhatItWrote() throws IOException {
        NodeFile.write(file, VALUES);

        assertThat(NodeFile.read(file)).isEqualTo(VALUES);
    }

    @Test
    void holdsTheLastOfSeveralWrites() throws IOException {
        NodeFile.write(file, VALUES);
        NodeFile.write(file, Map.of("node.id", "n2"));

        assertThat(NodeFile.read(file)).isEqualTo(Map.of("node.id", "n2"));
    }

    @Test
    void canHoldNothing() throws IOException {
        NodeFile.write(file, Map.of());

        assertThat(NodeFile.read(file)).isEmpty();
    }

    @Test
    void isIndifferentToWhatACrashLeftBesideIt() throws IOException {
        NodeFile.write(file, Map.of("node.id", "old"));
        Path beside = directory.resolve("node.conf.new");
        Files.writeString(beside, "swarm-node 1 crc32c=0000", StandardCharsets.UTF_8);

        assertThat(NodeFile.read(file)).isEqualTo(Map.of("node.id", "old"));

        NodeFile.write(file, Map.of("node.id", "new"));
        assertThat(NodeFile.read(file)).isEqualTo(Map.of("node.id", "new"));
        assertThat(beside).doesNotExist();
    }

    @Test
    void refusesTheFileWithAnyBitFlipped() throws IOException {
        NodeFile.write(file, VALUES);
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            refuses(bad, "bit " + bit);
        }
    }

    @Test
    void refusesTheFileCutAnywhere() throws IOException {
        NodeFile.write(file, VALUES);
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            refuses(Arrays.copyOf(good, length), "cut to " + length);
        }
    }

    @Test
    void refusesTheFileWithBytesBehindItsEnd() throws IOException {
        NodeFile.write(file, VALUES);
        byte[] good = Files.readAllBytes(file);

        refuses(Arrays.copyOf(good, good.length + 1), "a zero behind");
    }

    @Test
    void refusesAFileOfALaterFormat() throws IOException {
        refuses("swarm-node 2 crc32c=00000000\n".getBytes(StandardCharsets.UTF_8), "format 2");
    }

    @Test
    void refusesToWriteAValueOfTwoLines() {
        assertThatThrownBy(() -> NodeFile.write(file, Map.of("token", "a\nnode.id=b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token: ")
                .hasMessageContaining("(expected: one line)");
        assertThat(file).doesNotExist();
    }

    private void refuses(byte[] content, String what) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> NodeFile.read(file))
                .as(what)
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(file + ": damaged or foreign: ")
                .hasMessageContaining("Restore it from a copy, or start with an empty data directory");
    }
}
