package io.swarmsdk.scheduler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.UpdateConfig;
import io.swarmsdk.model.UpdateConfig.FailureAction;
import io.swarmsdk.model.UpdateConfig.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerSimulationTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final RestartPolicy QUICK =
            new RestartPolicy(RestartPolicy.Condition.ANY, Duration.ofMillis(500), 0, Duration.ZERO);

    @Test
    void aServiceRunsOnAllNodesInTheEnd() {
        var sim = SchedulerSimulation.seeded(1).addNode("n1").addNode("n2").addNode("n3");
        sim.deploy(ServiceSpec.replicated("web", "web:1", 6));
        assertThat(sim.settles(LIMIT)).as("%s", sim.unsettled()).isTrue();
        assertThat(sim.running("web")).extracting(Task::slot).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(sim.view().tasksOnNode("n2")).hasSize(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsItsPromisesThroughFailuresAndRunsEverythingOnceTheyEnd(long seed) {
        var sim = SchedulerSimulation.seeded(seed);
        for (int i = 1; i <= 6; i++) {
            sim.addNode("n" + i, Map.of("zone", i % 2 == 0 ? "a" : "b"), SchedulerSimulation.NODE_RESOURCES);
        }
        sim.addNetwork(NetworkSpec.overlay("front"));
        sim.deploy(web(8)).deploy(db()).deploy(exporter());
        var random = sim.world().random().fork();
        sim.fates(task -> random.chance(0.15)
                ? random.chance(0.3) ? TaskFate.rejected() : TaskFate.fails(Duration.ofMillis(random.nextInt(20_000)))
                : TaskFate.runs());
        for (int i = 0; i < 40; i++) {
            disturb(sim, random.nextInt(9), "n" + (1 + random.nextInt(6)), i);
            sim.runFor(Duration.ofMillis(random.nextInt(4_000)));
        }
        sim.fates(task -> TaskFate.runs());
        for (int i = 1; i <= 6; i++) {
            sim.node("n" + i, NodeState.READY).node("n" + i, Availability.ACTIVE);
        }
        sim.update("web", spec -> spec.withImage("web:final"));
        assertThat(sim.settles(LIMIT)).as("seed %d: %s", seed, sim.unsettled()).isTrue();
        sim.runFor(Duration.ofMinutes(1));
        assertThat(sim.unsettled()).as("seed %d, a minute later", seed).isEmpty();
    }

    /** 12 seeds in every build; {@code -Dswarm.sim.seeds=1000} for a long run. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("swarm.sim.seeds", 12));
    }

    private static void disturb(SchedulerSimulation sim, int what, String node, int round) {
        switch (what) {
            case 0 -> sim.node(node, NodeState.DOWN);
            case 1, 2 -> sim.node(node, NodeState.READY);
            case 3 -> sim.node(node, Availability.DRAIN);
            case 4 -> sim.node(node, Availability.ACTIVE);
            case 5 -> sim.update("web", spec -> spec.withImage("web:" + round));
            case 6 -> sim.update("web", spec -> spec.withMode(new ServiceMode.Replicated(1 + round % 12)));
            case 7 -> sim.changeLeader(Duration.ofMillis(400));
            default -> {
                if (round % 2 == 0) {
                    sim.remove("db");
                } else {
                    sim.deploy(db());
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(hashOf(7)).isEqualTo(hashOf(7)).isNotEqualTo(hashOf(8));
    }

    private static long hashOf(long seed) {
        var sim = SchedulerSimulation.seeded(seed).addNode("n1").addNode("n2");
        sim.deploy(web(5)).runFor(Duration.ofSeconds(20));
        return sim.changeLeader(Duration.ofMillis(100))
                .runFor(Duration.ofSeconds(20))
                .world()
                .traceHash();
    }

    private static ServiceSpec web(int replicas) {
        var spec = ServiceSpec.replicated("web", "web:1", replicas);
        return spec.withTask(spec.task()
                        .withRestart(QUICK)
                        .withReservations(new Resources(500_000_000L, 64L << 20))
                        .withPlacement(new Placement(List.of(), List.of("node.labels.zone"), 0))
                        .withNetworks(List.of(new NetworkUse("front", List.of()))))
                .withUpdate(new UpdateConfig(
                        2,
                        Duration.ofMillis(200),
                        FailureAction.CONTINUE,
                        Duration.ofSeconds(1),
                        0,
                        Order.START_FIRST));
    }

    private static ServiceSpec db() {
        var spec = ServiceSpec.replicated("db", "db:1", 2);
        return spec.withTask(spec.task()
                        .withRestart(QUICK)
                        .withPlacement(new Placement(List.of("node.labels.zone == a"), List.of(), 1)))
                .withPorts(List.of(new PortSpec(PortProtocol.TCP, 5432, 5432, PublishMode.HOST)));
    }

    private static ServiceSpec exporter() {
        var spec = ServiceSpec.global("exporter", "exporter:1");
        return spec.withTask(spec.task().withRestart(QUICK));
    }
}
