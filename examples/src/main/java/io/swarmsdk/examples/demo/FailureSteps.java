package io.swarmsdk.examples.demo;

import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The swarm loses its leader, then a worker. */
final class FailureSteps {
    private final Checks checks;
    private final SwarmClient client;
    private final Cluster cluster;
    private final Reporter reporter;

    FailureSteps(Checks checks, SwarmClient client, Cluster cluster, Reporter reporter) {
        this.checks = checks;
        this.client = client;
        this.cluster = cluster;
        this.reporter = reporter;
    }

    void loseTheLeader() throws Exception {
        SwarmState before = client.state().join();
        Set<Long> pidsBefore = Facts.pids(before);
        DemoNode leader = leader();
        long term = raft(leader).term();
        reporter.step("the leader " + leader.name() + " is killed");
        cluster.kill(leader);
        checks.eventually("another manager leads in a later term", () -> {
            DemoNode next = leader();
            long nextTerm = raft(next).term();
            return nextTerm > term && !next.id().equals(leader.id())
                    ? Optional.empty()
                    : Optional.of(next.name() + " in term " + nextTerm);
        });
        SwarmState after = checks.until("the stack is still as it was", Facts::unsettled);
        checks.that(
                "no committed state is lost",
                specs(before).equals(specs(after))
                        && before.networks().equals(after.networks())
                        && after.revision() >= before.revision(),
                "revision " + before.revision() + " -> " + after.revision());
        checks.that(
                "tasks ran on without a leader",
                Facts.pids(after).equals(pidsBefore),
                pidsBefore.size() + " processes, the same pids");
        reporter.step(leader.name() + " is started again on its data directory");
        DemoNode again = cluster.restart(leader);
        reporter.node(again);
        checks.that("it is the node it was", again.id().equals(leader.id()), again.id());
        long goal = raft(leader()).commitIndex();
        checks.eventually("it has joined again and caught up", () -> {
            NodeInfo.Raft raft = raft(again);
            return raft.leader().isPresent() && raft.appliedIndex() >= goal
                    ? Optional.empty()
                    : Optional.of("applied " + raft.appliedIndex() + " of " + goal);
        });
        checks.until(
                "it is ready",
                state -> state.node(again.id())
                                .filter(node -> node.status().state() == NodeState.READY)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of("not ready"));
    }

    private static TreeMap<String, Object> specs(SwarmState state) {
        var specs = new TreeMap<String, Object>();
        for (Service service : state.services()) {
            specs.put(service.id(), service.spec());
        }
        return specs;
    }

    void loseAWorker() throws Exception {
        SwarmState before = client.state().join();
        DemoNode victim = cluster.nodes().stream()
                .filter(node -> !node.manager())
                .max(Comparator.comparing(node -> tasksOn(before, node).size()))
                .orElseThrow();
        List<Task> tasks = tasksOn(before, victim);
        reporter.step("the worker " + victim.name() + " is killed with its " + tasks.size() + " tasks");
        cluster.kill(victim);
        checks.until(
                "the managers see that it is down",
                state -> state.node(victim.id())
                                .filter(node -> node.status().state() == NodeState.DOWN)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of("still thought ready"));
        SwarmState after = checks.until("its tasks run elsewhere", Facts::unsettled);
        checks.that(
                "no running task is left on it",
                tasksOn(after, victim).stream().noneMatch(task -> task.desired() == TaskState.RUNNING),
                tasks.size() + " tasks were moved or ended");
        List<String> ghosts = Facts.withoutProcess(after);
        checks.that(
                "every running task is a process again",
                ghosts.isEmpty(),
                ghosts.isEmpty() ? Facts.running(after).size() + " processes" : ghosts.toString());
        checks.eventually("the gossip knows that it failed", () -> {
            for (DemoNode node : cluster.nodes()) {
                boolean known = client.nodeInfo(node.api()).join().gossip().stream()
                        .anyMatch(member -> member.name().equals(victim.id())
                                && member.state().equals("FAILED"));
                if (!known) {
                    return Optional.of(node.name() + " does not know yet");
                }
            }
            return Optional.empty();
        });
        reporter.step(victim.name() + " is started again on its data directory");
        reporter.node(cluster.restart(victim));
        checks.until(
                "it is ready and runs its task of the global service",
                state -> state.node(victim.id())
                                .filter(node -> node.status().state() == NodeState.READY)
                                .isPresent()
                        ? Facts.unsettled(state)
                        : Optional.of("not ready"));
    }

    private static List<Task> tasksOn(SwarmState state, DemoNode node) {
        return state.tasks().stream()
                .filter(task -> task.nodeId().filter(node.id()::equals).isPresent())
                .filter(task -> task.status().state() == TaskState.RUNNING)
                .toList();
    }

    private DemoNode leader() {
        for (DemoNode node : cluster.nodes()) {
            if (node.manager() && raft(node).role().equals("leader")) {
                return node;
            }
        }
        throw new IllegalStateException("no manager says that it leads");
    }

    private NodeInfo.Raft raft(DemoNode manager) {
        return client.nodeInfo(manager.api()).join().raft().orElseThrow();
    }
}
