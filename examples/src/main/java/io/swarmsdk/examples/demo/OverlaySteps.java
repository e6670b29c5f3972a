package io.swarmsdk.examples.demo;

import io.swarmsdk.examples.Failure;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.Task;
import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Two tasks on different nodes reach each other through the tunnel. */
final class OverlaySteps {
    private static final int PINGS = 5;
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Checks checks;
    private final SwarmClient client;
    private final Cluster cluster;
    private final Reporter reporter;

    OverlaySteps(Checks checks, SwarmClient client, Cluster cluster, Reporter reporter) {
        this.checks = checks;
        this.client = client;
        this.cluster = cluster;
        this.reporter = reporter;
    }

    /** One end of a conversation. */
    private record End(Task task, DemoNode node, NetworkAttachment attachment) {}

    void ping() throws InterruptedException {
        reporter.step("two tasks on different nodes ping each other over VXLAN");
        SwarmState state = client.state().join();
        List<Task> tasks = Facts.running(state, "shop_queue");
        End from = end(tasks.get(0));
        Optional<End> other = tasks.stream()
                .map(this::end)
                .filter(end -> !end.node().id().equals(from.node().id()))
                .findFirst();
        if (!checks.that("tasks run on different nodes", other.isPresent(), tasks.size() + " tasks")) {
            return;
        }
        End to = other.get();
        reporter.note(from.task().name() + " " + from.attachment().address() + " on "
                + from.node().name() + " -> " + to.task().name() + " "
                + to.attachment().address() + " on "
                + to.node().name() + ", VNI " + to.attachment().vni());
        checks.eventually("the first ping is answered", () -> {
            ping(from, to);
            return Optional.empty();
        });
        NodeInfo.Overlay fromBefore = overlay(from);
        NodeInfo.Overlay toBefore = overlay(to);
        long totalNanos = 0;
        int replies = 0;
        for (int i = 0; i < PINGS; i++) {
            try {
                totalNanos += ping(from, to).toNanos();
                replies++;
            } catch (CompletionException e) {
                reporter.note("no answer: " + Failure.text(e));
            }
        }
        checks.that(
                PINGS + " more are answered",
                replies == PINGS,
                String.format("%d answers, %.2f ms each", replies, totalNanos / 1e6 / Math.max(1, replies)));
        NodeInfo.Overlay fromAfter = overlay(from);
        NodeInfo.Overlay toAfter = overlay(to);
        long sent = fromAfter.framesEncapsulated() - fromBefore.framesEncapsulated();
        long received = toAfter.framesDecapsulated() - toBefore.framesDecapsulated();
        long answered = toAfter.echoReplies() - toBefore.echoReplies();
        long returned = fromAfter.framesDecapsulated() - fromBefore.framesDecapsulated();
        checks.that(
                "the frames crossed UDP between two tunnel endpoints",
                sent >= PINGS && received >= PINGS && answered >= PINGS && returned >= PINGS,
                fromAfter.address() + " sent " + sent + " and got " + returned + ", " + toAfter.address() + " got "
                        + received + " and answered " + answered);
    }

    private Duration ping(End from, End to) {
        return client.pingOverlay(
                        from.node().api(), from.task().id(), to.attachment().address(), WAIT)
                .join();
    }

    private NodeInfo.Overlay overlay(End end) {
        return client.nodeInfo(end.node().api()).join().overlay();
    }

    private End end(Task task) {
        DemoNode node = cluster.nodes().stream()
                .filter(candidate ->
                        task.nodeId().filter(candidate.id()::equals).isPresent())
                .findFirst()
                .orElseThrow();
        return new End(task, node, task.networks().get(0));
    }
}
