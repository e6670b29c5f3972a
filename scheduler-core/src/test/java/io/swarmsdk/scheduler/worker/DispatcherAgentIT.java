package io.swarmsdk.scheduler.worker;

import static io.swarmsdk.scheduler.worker.LocalSwarm.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentListener;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.InJvmExecutor;
import io.swarmsdk.scheduler.TaskProgram;
import io.swarmsdk.scheduler.spi.AgentLink;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherAgentIT {
    private final LocalSwarm swarm = new LocalSwarm();
    private final AtomicInteger runs = new AtomicInteger();
    private final TaskProgram forever = TaskProgram.of(context -> {
        runs.incrementAndGet();
        new CountDownLatch(1).await();
    });

    @AfterEach
    void close() throws Exception {
        swarm.close();
    }

    private InJvmExecutor executor() {
        return InJvmExecutor.builder()
                .program("forever", forever)
                .program("done", context -> 0)
                .program("broken", context -> {
                    throw new IllegalStateException("no disk");
                })
                .program("listens", TaskProgram.of(DispatcherAgentIT::listen))
                .build();
    }

    private static void listen(TaskProgram.Context context) throws Exception {
        int port = Integer.parseInt(context.env().get("SWARM_PORT_80"));
        var address = InetAddress.getByName(context.env().get("SWARM_BIND_ADDRESS"));
        try (var server = new ServerSocket(port, 10, address)) {
            assertThat(server.isBound()).isTrue();
            new CountDownLatch(1).await();
        }
    }

    private static Task inJvm(String id, String image, PortSpec... ports) {
        return Nouns.task(id, "n1", ContainerSpec.of(image), ports);
    }

    @Test
    void runsJavaTasksAndReportsTheirEnds() {
        swarm.start(swarm.agent("n1").executor(executor()));
        swarm.create(inJvm("t1", "forever"));
        swarm.create(inJvm("t2", "done"));
        swarm.create(inJvm("t3", "broken"));
        swarm.create(inJvm("t4", "shop/unknown:1"));

        swarm.await("t1", TaskState.RUNNING);
        swarm.await("t2", TaskState.COMPLETE);
        assertThat(swarm.await("t3", TaskState.FAILED).error())
                .contains("exit code 1: java.lang.IllegalStateException: no disk");
        assertThat(swarm.await("t4", TaskState.REJECTED).error())
                .hasValueSatisfying(text -> assertThat(text).contains("shop/unknown:1"));

        swarm.update("t1", task -> task.withDesired(TaskState.SHUTDOWN));
        assertThat(swarm.await("t1", TaskState.SHUTDOWN).exitCode()).hasValue(143);
    }

    @Test
    void countsATaskAsRunningOnceItsPortAcceptsAndSaysWhere() throws Exception {
        swarm.start(swarm.agent("n1").executor(executor()));
        swarm.create(inJvm("t1", "listens", new PortSpec(PortProtocol.TCP, 80, 0, PublishMode.INGRESS)));

        var port = swarm.await("t1", TaskState.RUNNING).ports().get(0);
        assertThat(port.targetPort()).isEqualTo(80);
        try (var socket = new Socket(port.hostAddress(), port.hostPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void keepsTasksRunningWhileTheDispatcherIsReplacedAndReportsWhatHappenedMeanwhile() throws Exception {
        var end = new CountDownLatch(1);
        var executor = InJvmExecutor.builder()
                .program("forever", forever)
                .program("until told", TaskProgram.of(context -> end.await()))
                .build();
        var agent = swarm.start(swarm.agent("n1").executor(executor));
        swarm.create(inJvm("t1", "forever"));
        swarm.create(inJvm("t2", "until told"));
        swarm.await("t1", TaskState.RUNNING);
        swarm.await("t2", TaskState.RUNNING);
        var session = agent.sessionId();

        swarm.replaceDispatcher();
        end.countDown();

        swarm.await("t2", TaskState.COMPLETE);
        await().atMost(LIMIT)
                .until(() -> agent.sessionId().isPresent() && !agent.sessionId().equals(session));
        assertThat(swarm.task("t1").status().state()).isEqualTo(TaskState.RUNNING);
        assertThat(runs).hasValue(1);
    }

    @Test
    void stopsItsTasksReportsThemAndSaysGoodbyeWhenItCloses() {
        var agent = swarm.start(swarm.agent("n1").executor(executor()));
        swarm.create(inJvm("t1", "forever"));
        swarm.await("t1", TaskState.RUNNING);

        agent.close();

        assertThat(swarm.task("t1").status().state()).isEqualTo(TaskState.SHUTDOWN);
        assertThat(swarm.store.view().node("n1").orElseThrow().status().state()).isEqualTo(NodeState.DOWN);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.equals("swarm-scheduler-n1-agent"));
    }

    @Test
    void aNodeThatFallsSilentIsDownAndComesBack() {
        var silent = new AtomicBoolean();
        var builder = swarm.agent("n1").executor(executor());
        var inner = swarm.connector();
        swarm.start(builder.connector(listener -> {
            var link = inner.connect(listener);
            return new AgentLink() {
                @Override
                public boolean send(AgentMessage message) {
                    return silent.get() || link.send(message);
                }

                @Override
                public void close() {
                    link.close();
                }
            };
        }));
        await().atMost(LIMIT).until(() -> state("n1") == NodeState.READY);

        silent.set(true);
        await().atMost(LIMIT).until(() -> state("n1") == NodeState.DOWN);
        silent.set(false);
        await().atMost(LIMIT).until(() -> state("n1") == NodeState.READY);
    }

    @Test
    void tellsItsListenerOnAThreadOfItsOwn() {
        Map<String, TaskState> seen = new ConcurrentHashMap<>();
        Map<String, String> threads = new ConcurrentHashMap<>();
        var removed = new CountDownLatch(1);
        var agent = swarm.start(swarm.agent("n1").executor(executor()).listener(new AgentListener() {
            @Override
            public void taskChanged(Task task, TaskStatus status) {
                seen.put(task.id(), status.state());
                threads.put(Thread.currentThread().getName(), task.id());
            }

            @Override
            public void taskRemoved(Task task) {
                removed.countDown();
            }
        }));
        swarm.create(inJvm("t1", "done"));
        swarm.await("t1", TaskState.COMPLETE);
        await().atMost(LIMIT).until(() -> seen.get("t1") == TaskState.COMPLETE);
        assertThat(threads).containsOnlyKeys("swarm-scheduler-n1-listener");

        swarm.delete("t1");
        await().atMost(LIMIT).until(() -> removed.getCount() == 0);
        assertThat(agent.tasks()).isEmpty();
    }

    @Test
    void givesUpOnAProgramThatIgnoresItsInterrupt() {
        var deaf = InJvmExecutor.builder()
                .program("deaf", TaskProgram.of(context -> {
                    var end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }))
                .build();
        swarm.start(swarm.agent("n1").executor(deaf));
        swarm.create(Nouns.task("t1", "n1", ContainerSpec.of("deaf").withStopGracePeriod(Duration.ofMillis(50))));
        swarm.await("t1", TaskState.RUNNING);
        swarm.update("t1", task -> task.withDesired(TaskState.SHUTDOWN));

        assertThat(swarm.await("t1", TaskState.SHUTDOWN).exitCode()).hasValue(137);
    }

    private NodeState state(String nodeId) {
        return swarm.store
                .view()
                .node(nodeId)
                .map(node -> node.status().state())
                .orElse(NodeState.UNKNOWN);
    }
}
