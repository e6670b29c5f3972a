package io.swarmsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.examples.consumer.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from end to end. Its own checks are the assertions; here they are counted and their verdict believed. */
class MainJobIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int CHECKS = 30;

    @TempDir
    Path folder;

    @Test
    void aSwarmOfProcessesSurvivesTheKillingOfItsLeaderAndOfAWorker() throws Exception {
        Command.Result demo = Jar.run(folder, LIMIT, "demo", "--processes", "--format", "json");
        assertHeld(demo);
        Set<String> pids = new TreeSet<>();
        nodeLines(demo).forEach(line -> pids.add(line.replaceAll(".*\"pid\":([0-9]+).*", "$1")));
        assertThat(pids)
                .as("six nodes, two of them started twice, each in a process of its own")
                .hasSize(8);
    }

    @Test
    void aSwarmInOneJvmDoesTheSame() throws Exception {
        Command.Result demo = Jar.run(folder, LIMIT, "demo", "--format", "json", "--data", "data");
        assertHeld(demo);
        assertThat(folder.resolve("data/m1/raft")).isDirectory();
    }

    private static List<String> nodeLines(Command.Result demo) {
        return demo.standardOutput()
                .lines()
                .filter(line -> line.startsWith("{\"event\":\"node\""))
                .toList();
    }

    private static void assertHeld(Command.Result demo) {
        List<String> lines = demo.standardOutput().lines().toList();
        assertThat(lines).as(demo.output()).isNotEmpty().allMatch(line -> line.startsWith("{\"event\":\""));
        assertThat(lines).filteredOn(line -> line.contains("\"ok\":false")).isEmpty();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("{\"event\":\"check\""))
                .hasSizeGreaterThan(CHECKS);
        assertThat(lines.get(lines.size() - 1)).isEqualTo("{\"event\":\"end\",\"ok\":true,\"failed\":[]}");
        assertThat(nodeLines(demo)).hasSize(8);
        assertThat(demo.exitCode()).isZero();
    }
}
