package io.swarmsdk.examples.demo;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The swarm comes together and gets its stack. */
final class FormingSteps {
    private final Checks checks;
    private final SwarmClient client;
    private final Cluster cluster;
    private final Reporter reporter;

    FormingSteps(Checks checks, SwarmClient client, Cluster cluster, Reporter reporter) {
        this.checks = checks;
        this.client = client;
        this.cluster = cluster;
        this.reporter = reporter;
    }

    void swarmIsWhole() throws InterruptedException {
        List<DemoNode> nodes = cluster.nodes();
        checks.that("six nodes serve", nodes.size() == Cluster.MANAGERS + Cluster.WORKERS, nodes.size() + " nodes");
        checks.until("the store knows all nodes as ready", state -> notReady(state, nodes));
        checks.eventually("the managers agree on one leader", this::disagreement);
        DemoNode first = nodes.get(0);
        Optional<String> leader = leader(first);
        checks.that(
                "the first node is the first leader",
                leader.equals(Optional.of(first.id())),
                leader.orElse("no leader"));
        checks.eventually("every node gossips with all others", () -> missingInGossip(nodes));
    }

    private static Optional<String> notReady(SwarmState state, List<DemoNode> nodes) {
        return nodes.stream()
                .filter(node -> state.node(node.id())
                        .filter(known -> known.status().state() == NodeState.READY)
                        .isEmpty())
                .map(node -> node.name() + " is not ready")
                .findFirst();
    }

    private Optional<String> disagreement() {
        Set<String> leaders = new TreeSet<>();
        for (DemoNode node : cluster.nodes()) {
            if (node.manager()) {
                leaders.add(leader(node).orElse("none"));
            }
        }
        return leaders.size() == 1 && !leaders.contains("none") ? Optional.empty() : Optional.of("leaders " + leaders);
    }

    private Optional<String> leader(DemoNode manager) {
        return client.nodeInfo(manager.api()).join().raft().flatMap(NodeInfo.Raft::leader);
    }

    private Optional<String> missingInGossip(List<DemoNode> nodes) {
        for (DemoNode node : nodes) {
            long alive = client.nodeInfo(node.api()).join().gossip().stream()
                    .filter(member -> member.state().equals("ALIVE"))
                    .count();
            if (alive != nodes.size()) {
                return Optional.of(node.name() + " sees " + alive + " members alive");
            }
        }
        return Optional.empty();
    }

    void deploy(StackFile file) throws Exception {
        reporter.step("the stack " + StackFile.STACK + " is deployed");
        StackSpec spec = file.load();
        long revision = client.deployStack(spec).join();
        SwarmState state = client.state().join();
        checks.that(
                "the store has the whole stack in one revision",
                state.services().size() == spec.services().size()
                        && state.networks().size() == spec.networks().size()
                        && state.stacks().size() == 1,
                spec.services().size() + " services, " + spec.networks().size() + " networks, revision " + revision);
        state = checks.until("every service has the tasks it wants", Facts::unsettled);
        List<String> ghosts = Facts.withoutProcess(state);
        checks.that(
                "every running task is a process of the operating system",
                ghosts.isEmpty(),
                ghosts.isEmpty() ? Facts.running(state).size() + " processes" : ghosts.toString());
        SwarmState settled = state;
        checks.eventually(
                "every web task answers with version 1 and its slot",
                () -> Facts.wrongAnswers(Facts.running(settled, "shop_web"), "1"));
        placement(state);
        addresses(state);
    }

    private void placement(SwarmState state) {
        List<String> web = nodesOf(state, "shop_web");
        checks.that(
                "web runs at most once on a node",
                web.size() == new TreeSet<>(web).size() && !web.isEmpty(),
                web.size() + " tasks on " + new TreeSet<>(web).size() + " nodes");
        List<String> metrics = nodesOf(state, "shop_metrics");
        checks.that(
                "the global service runs on every worker",
                new TreeSet<>(metrics).size() == Facts.readyWorkers(state),
                metrics.size() + " tasks");
        Set<String> zones = Facts.running(state, "shop_api").stream()
                .flatMap(task -> task.nodeId().stream())
                .flatMap(id -> state.node(id).stream())
                .map(node -> node.spec().labels().getOrDefault("zone", "?"))
                .collect(Collectors.toCollection(TreeSet::new));
        checks.that("api is spread over the zones", zones.size() == 2, "zones " + zones);
    }

    private static List<String> nodesOf(SwarmState state, String service) {
        return Facts.running(state, service).stream()
                .flatMap(task -> task.nodeId().stream())
                .toList();
    }

    private void addresses(SwarmState state) {
        Set<Integer> vnis = state.networks().stream()
                .flatMap(network -> network.allocation().stream())
                .map(Network.Allocation::vni)
                .collect(Collectors.toCollection(TreeSet::new));
        checks.that(
                "each network has a VNI of its own",
                vnis.size() == state.networks().size(),
                "VNIs " + vnis);
        List<String> addresses = state.tasks().stream()
                .filter(task -> task.status().state() == TaskState.RUNNING)
                .map(Task::networks)
                .flatMap(List::stream)
                .map(NetworkAttachment::address)
                .toList();
        checks.that(
                "every task has overlay addresses of its own",
                !addresses.isEmpty() && addresses.size() == new TreeSet<>(addresses).size(),
                addresses.size() + " addresses");
    }
}
