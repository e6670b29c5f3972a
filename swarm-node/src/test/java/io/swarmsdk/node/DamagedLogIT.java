package io.swarmsdk.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.node.SwarmException.NodeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedLogIT {
    /** First bytes of each record of a segment, at a multiple of 8, and the length of its header. */
    private static final int RECORD_MAGIC = 0x52464C31;

    private static final int RECORD_HEADER = 40;

    @TempDir
    private Path directory;

    @Test
    void aManagerWhoseLogIsDamagedInTheMiddleDoesNotStartAndSaysWhereAndWhatToDo() throws Exception {
        try (TestSwarm swarm = TestSwarm.formed(directory, 1, 0)) {
            try (SwarmClient client = swarm.client()) {
                for (int i = 0; i < 20; i++) {
                    client.deployStack(TestSwarm.emptyStack("stack-" + i)).get(60, TimeUnit.SECONDS);
                }
            }
            swarm.stop("m1");
            Path segment = segment(swarm.directoryOf("m1").resolve("raft"));
            long record = damage(segment);
            byte[] damaged = Files.readAllBytes(segment);

            SwarmNode node = swarm.builder("m1").build();

            assertThatThrownBy(() -> node.ready().get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining(segment.toString())
                    .hasMessageContaining("at byte " + record + ": ")
                    .hasMessageMatching("(?s).*(?i)(restore|remove|delete|replace|rejoin).*");
            assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
            TestSwarm.noThreadsOf(node.id());

            // The failed start has let go of everything: mended, the node is back.
            flip(segment, record + RECORD_HEADER);
            SwarmNode mended = swarm.restart("m1");
            assertThat(mended.id()).isEqualTo(node.id());
            try (SwarmClient client = swarm.client()) {
                assertThat(client.state().get(60, TimeUnit.SECONDS).stacks()).hasSize(20);
            }
        }
    }

    private static Path segment(Path raft) throws IOException {
        try (var files = Files.list(raft)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\..*"))
                    .max((left, right) ->
                            Long.compare(left.toFile().length(), right.toFile().length()))
                    .orElseThrow();
        }
    }

    /** Flips a bit in the payload of the record in the middle, and tells where that record begins. */
    private static long damage(Path segment) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
        List<Integer> records = new ArrayList<>();
        for (int at = 0; at + RECORD_HEADER < bytes.capacity(); at += 8) {
            if (bytes.getInt(at) == RECORD_MAGIC && bytes.getInt(at + 4) > 0) {
                records.add(at);
            }
        }
        assertThat(records).hasSizeGreaterThan(15);
        int record = records.get(records.size() / 2);
        flip(segment, record + RECORD_HEADER);
        return record;
    }

    private static void flip(Path segment, long offset) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        bytes[(int) offset] ^= 0x10;
        Files.write(segment, bytes);
    }
}
