package io.swarmsdk.scheduler.worker;

import static io.swarmsdk.scheduler.worker.LocalSwarm.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.ProcessExecutor;
import io.swarmsdk.scheduler.spi.ResolvedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessExecutorIT {
    private static final Map<String, ResolvedImage> IMAGES = Map.of(
            "shell", new ResolvedImage(List.of("/bin/sh", "-c"), List.of("exit 0"), Map.of("FROM_IMAGE", "yes")),
            "sleep", ResolvedImage.of("/bin/sleep", "1000"),
            "missing program", ResolvedImage.of("/no/such/program"),
            "listener",
                    ResolvedImage.of(
                            Jvm.java(), "-XX:TieredStopAtLevel=1", "-cp", Jvm.classPath(), Listener.class.getName()));

    @TempDir
    Path directory;

    private final LocalSwarm swarm = new LocalSwarm();

    @AfterEach
    void close() throws Exception {
        swarm.close();
    }

    private void startAgent() {
        swarm.start(swarm.agent("n1").dataDirectory(directory).executor(executor()));
    }

    private ProcessExecutor executor() {
        return ProcessExecutor.builder()
                .resolver(image -> Optional.ofNullable(IMAGES.get(image)))
                .directory(directory.resolve("tasks"))
                .build();
    }

    private TaskStatus shell(String id, String script, TaskState expected) {
        swarm.create(Nouns.task(id, "n1", shell(script)));
        return swarm.await(id, expected);
    }

    private static ContainerSpec shell(String script) {
        return ContainerSpec.of("shell").withCommand(List.of(script));
    }

    private List<String> stdout(String taskId) throws IOException {
        return Files.readAllLines(directory.resolve("tasks").resolve(taskId).resolve("stdout.log"));
    }

    @Test
    void aProcessHasOnlyTheEnvironmentItWasGivenWithTemplatesExpanded() throws Exception {
        startAgent();
        swarm.create(Nouns.task(
                "t1",
                "n1",
                shell("/usr/bin/env; pwd")
                        .withEnv(Map.of("WHO", "{{.Service.Name}}.{{.Task.Slot}}@{{.Node.Hostname}}"))));
        swarm.await("t1", TaskState.COMPLETE);

        assertThat(stdout("t1"))
                .contains("WHO=web.1@n1", "FROM_IMAGE=yes", "SWARM_TASK_ID=t1", "SWARM_BIND_ADDRESS=127.0.0.1")
                .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER="))
                .anyMatch(line -> line.endsWith("/tasks/t1/work"));
    }

    @Test
    void theExitCodeAndTheLastWordsAreReported() {
        startAgent();

        assertThat(shell("ok", "exit 0", TaskState.COMPLETE).exitCode()).hasValue(0);
        var failed = shell("bad", "echo starting; echo 'no such table' >&2; exit 3", TaskState.FAILED);
        assertThat(failed.error()).contains("exit code 3: no such table");
        assertThat(failed.exitCode()).hasValue(3);
        assertThat(failed.pid()).isPresent();
    }

    @Test
    void whatCanNeverRunIsRejectedWithTheReason() {
        startAgent();
        swarm.create(Nouns.task("image", "n1", ContainerSpec.of("shop/unknown:1")));
        swarm.create(Nouns.task("template", "n1", shell("exit 0").withEnv(Map.of("A", "{{.Task.Owner}}"))));
        swarm.create(Nouns.task("program", "n1", ContainerSpec.of("missing program")));

        assertThat(swarm.await("image", TaskState.REJECTED).error()).contains("unknown image 'shop/unknown:1'");
        assertThat(swarm.await("template", TaskState.REJECTED).error())
                .hasValueSatisfying(text -> assertThat(text).contains("env A: unknown template '{{.Task.Owner}}'"));
        assertThat(swarm.await("program", TaskState.FAILED).error())
                .hasValueSatisfying(text -> assertThat(text).contains("/no/such/program"));
    }

    @Test
    void aTaskRunsOnceItsPublishedPortAccepts() throws Exception {
        startAgent();
        int fixed = freePort();
        swarm.create(Nouns.task("any", "n1", ContainerSpec.of("listener"), tcp(0, PublishMode.INGRESS)));
        swarm.create(Nouns.task("fixed", "n1", ContainerSpec.of("listener"), tcp(fixed, PublishMode.HOST)));

        for (var id : List.of("any", "fixed")) {
            var port = swarm.await(id, TaskState.RUNNING).ports().get(0);
            try (var socket = new Socket(port.hostAddress(), port.hostPort())) {
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(id);
            }
        }
        assertThat(swarm.task("fixed").status().ports().get(0).hostPort()).isEqualTo(fixed);
    }

    @Test
    void aTakenHostPortFailsTheTaskAndNamesThePort() throws Exception {
        startAgent();
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            swarm.create(
                    Nouns.task("t1", "n1", ContainerSpec.of("sleep"), tcp(taken.getLocalPort(), PublishMode.HOST)));

            assertThat(swarm.await("t1", TaskState.FAILED).error())
                    .hasValueSatisfying(text -> assertThat(text)
                            .startsWith("port " + taken.getLocalPort() + "/TCP is not free on 127.0.0.1"));
        }
    }

    @Test
    void aStopIsPoliteFirstAndThenTakesTheDescendantsToo() throws Exception {
        startAgent();
        var ready = directory.resolve("polite-ready");
        swarm.create(Nouns.task(
                "polite", "n1", shell("trap 'exit 5' TERM; touch " + ready + "; while true; do sleep 0.05; done")));
        swarm.create(Nouns.task(
                "deaf",
                "n1",
                shell("trap '' TERM; sleep 1000 & echo $!; while true; do sleep 0.05; done")
                        .withStopGracePeriod(Duration.ofMillis(300))));
        swarm.await("polite", TaskState.RUNNING);
        swarm.await("deaf", TaskState.RUNNING);
        await().atMost(LIMIT).until(() -> Files.exists(ready) && !stdout("deaf").isEmpty());
        var child = ProcessHandle.of(Long.parseLong(stdout("deaf").get(0)));

        swarm.update("polite", task -> task.withDesired(TaskState.SHUTDOWN));
        swarm.update("deaf", task -> task.withDesired(TaskState.SHUTDOWN));

        assertThat(swarm.await("polite", TaskState.SHUTDOWN).exitCode()).hasValue(5);
        assertThat(swarm.await("deaf", TaskState.SHUTDOWN).exitCode()).hasValue(137);
        await().atMost(LIMIT).until(() -> child.filter(ProcessHandleState::runs).isEmpty());
    }

    @Test
    void aRemovedTaskLeavesNothingBehind() {
        startAgent();
        shell("t1", "echo out; exit 1", TaskState.FAILED);
        assertThat(directory.resolve("tasks/t1/stdout.log")).exists();

        swarm.delete("t1");
        await().atMost(LIMIT).until(() -> !Files.exists(directory.resolve("tasks/t1")));
    }

    @Test
    void aSuccessorEndsWhatAKilledAgentLeftRunningAndReportsItAsFailed() throws Exception {
        var killed = new ProcessBuilder(
                        Jvm.java(), "-cp", Jvm.classPath(), AgentMain.class.getName(), directory.toString())
                .redirectError(directory.resolve("agent.err").toFile())
                .start();
        var leftovers = new ArrayList<ProcessHandle>();
        try {
            long pid = awaitPid(killed);
            var leftover = ProcessHandle.of(pid).orElseThrow();
            leftovers.add(leftover);
            leftover.children().forEach(leftovers::add);
            killed.destroyForcibly();
            assertThat(killed.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(leftovers).hasSize(2).allMatch(ProcessHandleState::runs);

            swarm.create(Nouns.task("t1", "n1", ContainerSpec.of("sleep")).withStatus(Nouns.status(TaskState.RUNNING)));
            startAgent();

            assertThat(leftovers).noneMatch(ProcessHandleState::runs);
            assertThat(swarm.await("t1", TaskState.FAILED).error())
                    .contains("the agent was restarted while the task ran");
        } finally {
            killed.destroyForcibly();
            leftovers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private long awaitPid(Process agent) throws IOException {
        try (var out = new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("PID ")) {
                    return Long.parseLong(line.substring("PID ".length()));
                }
            }
        }
        throw new AssertionError("the agent ended: " + Files.readString(directory.resolve("agent.err")));
    }

    private static PortSpec tcp(int published, PublishMode mode) {
        return new PortSpec(PortProtocol.TCP, 80, published, mode);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
