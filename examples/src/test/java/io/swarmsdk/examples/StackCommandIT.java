package io.swarmsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.examples.Jar.Node;
import io.swarmsdk.examples.consumer.Command;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stack files against a real node: good ones run, broken ones are refused with their position and change nothing. */
class StackCommandIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** A place among the first records of a log: many good ones follow. */
    private static final long DAMAGE = 4300;

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws Exception {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private Node manager() throws Exception {
        return Node.start(folder, "--manager", "--run-tasks", "--fast", "--data", "m1", "--bind", "127.0.0.1:0");
    }

    private static SwarmState state(Node manager) {
        try (SwarmClient client = SwarmClient.builder()
                .manager(Addresses.parse("api", manager.value("api")))
                .build()) {
            return client.state().join();
        }
    }

    @Test
    void brokenStackFilesAreRefusedWithFileLineColumnAndPathAndNothingIsDeployed() throws Exception {
        file("unknown-key.yml", "services:", "  web:", "    image: demo/web:1", "    imagee: x");
        file("bad-port.yml", "services:", "  web:", "    image: demo/web:1", "    ports:", "      - 'http'");
        file("network.yml", "services:", "  web:", "    image: demo/web:1", "    networks: [nowhere]");
        file("unset.yml", "services:", "  web:", "    image: demo/web:${VERSION_OF_WEB:?say which}");
        try (Node manager = manager()) {
            refused(manager, "unknown-key.yml", "unknown-key.yml:4:5: services.web", "imagee");
            refused(manager, "bad-port.yml", "bad-port.yml:5:9: services.web.ports[0]", "http");
            refused(manager, "network.yml", "network.yml:4:16: services.web.networks", "nowhere");
            refused(manager, "unset.yml", "unset.yml:3:", "say which");
            refused(manager, "missing.yml", "missing.yml", "");
            SwarmState state = state(manager);
            assertThat(state.services()).isEmpty();
            assertThat(state.networks()).isEmpty();
            assertThat(state.stacks()).isEmpty();
        }
    }

    private void refused(Node manager, String file, String position, String cause) throws Exception {
        Command.Result result =
                Jar.run(folder, LIMIT, "stack", "deploy", "-c", file, "--manager", manager.value("api"), "shop");
        assertThat(result.errorOutput()).contains(position).contains(cause);
        assertThat(result.standardOutput()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aGoodStackRunsUntilItIsRemovedAndAnUnknownImageIsRejectedByName() throws Exception {
        file(
                "good.yml",
                "services:",
                "  web:",
                "    image: demo/web:3",
                "  wrong:",
                "    image: nobody/knows:1",
                "    deploy: {restart_policy: {condition: none}}");
        try (Node manager = manager()) {
            Command.Result deployed = Jar.run(
                    folder, LIMIT, "stack", "deploy", "-c", "good.yml", "--manager", manager.value("api"), "shop");
            assertThat(deployed.standardOutput()).as(deployed.output()).startsWith("deployed stack=shop services=2");
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                SwarmState state = state(manager);
                assertThat(state.tasksOf("shop_web"))
                        .anyMatch(task -> task.status().state() == TaskState.RUNNING);
                assertThat(state.tasksOf("shop_wrong"))
                        .anyMatch(task -> task.status().state() == TaskState.REJECTED
                                && task.status().error().orElse("").contains("nobody/knows:1"));
            });
            Command.Result removed = Jar.run(folder, LIMIT, "stack", "rm", "--manager", manager.value("api"), "shop");
            assertThat(removed.exitCode()).as(removed.output()).isZero();
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                SwarmState state = state(manager);
                assertThat(state.tasks()).isEmpty();
                assertThat(state.networks()).isEmpty();
            });
        }
    }

    @Test
    void aKilledNodeIsTheSameNodeWithTheSameStackWhenItIsStartedAgain() throws Exception {
        file("one.yml", "services:", "  web:", "    image: demo/web:1");
        String id;
        try (Node manager = manager()) {
            id = manager.value("id");
            Jar.run(folder, LIMIT, "stack", "deploy", "-c", "one.yml", "--manager", manager.value("api"), "shop");
            manager.kill();
        }
        try (Node again = manager()) {
            assertThat(again.value("id")).isEqualTo(id);
            assertThat(state(again).service("shop_web")).isPresent();
        }
    }

    @Test
    void aManagerWithADamagedLogRefusesToStartAndSaysWhereAndWhatToDo() throws Exception {
        file("one.yml", "services:", "  web:", "    image: demo/web:1");
        try (Node manager = manager()) {
            Jar.run(folder, LIMIT, "stack", "deploy", "-c", "one.yml", "--manager", manager.value("api"), "shop");
        }
        Path segment;
        try (Stream<Path> files = Files.walk(folder.resolve("m1/raft"))) {
            segment = files.filter(Files::isRegularFile)
                    .max(Comparator.comparing(path -> path.toFile().length()))
                    .orElseThrow();
        }
        try (var damaged = new RandomAccessFile(segment.toFile(), "rw")) {
            damaged.seek(DAMAGE);
            int old = damaged.read();
            damaged.seek(DAMAGE);
            damaged.write(old ^ 0x10);
        }
        Command.Result result = Jar.run(
                folder, LIMIT, "node", "--manager", "--run-tasks", "--fast", "--data", "m1", "--bind", "127.0.0.1:0");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.errorOutput())
                .contains(segment.getFileName().toString())
                .containsPattern("at byte [0-9]+")
                .contains("Nothing was changed. Restore the directory");
    }

    @ParameterizedTest
    @CsvSource({"WEB_VERSION", "WEB_PORT"})
    void configPrintsTheShopWithItsVariablesFilledIn(String variable) throws Exception {
        Path shop = Path.of("stacks", "shop.yml").toAbsolutePath();
        Command.Result result = Jar.run(folder, LIMIT, "stack", "config", "-c", shop.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.standardOutput())
                .contains("demo/web:1")
                .contains("18080")
                .doesNotContain(variable);
    }
}
