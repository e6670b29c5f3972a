package io.swarmsdk.examples.demo;

import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The chapters of the main job, in order. Every chapter needs the one before: the first exception ends the story. */
final class Demo {
    private final Cluster cluster;
    private final Reporter reporter;
    private final StackFile stack;

    Demo(Cluster cluster, Reporter reporter, StackFile stack) {
        this.cluster = cluster;
        this.reporter = reporter;
        this.stack = stack;
    }

    /** True when every check held. */
    boolean run() throws InterruptedException {
        reporter.step("three managers and three workers form a swarm");
        List<String> failed;
        try {
            cluster.form(reporter);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            reporter.check("six nodes serve", false, e.toString());
            reporter.end(false, List.of("six nodes serve"));
            return false;
        }
        try (SwarmClient client = client()) {
            var checks = new Checks(reporter, client, cluster);
            try {
                chapters(checks, client);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                checks.that("the story goes on", false, cause.toString());
            }
            failed = checks.failed();
        }
        reporter.end(failed.isEmpty(), failed);
        return failed.isEmpty();
    }

    private SwarmClient client() {
        SwarmClient.Builder builder = SwarmClient.builder().timeout(Duration.ofSeconds(15));
        cluster.nodes().stream().filter(DemoNode::manager).forEach(node -> builder.manager(node.api()));
        return builder.build();
    }

    private void chapters(Checks checks, SwarmClient client) throws Exception {
        var forming = new FormingSteps(checks, client, cluster, reporter);
        forming.swarmIsWhole();
        forming.deploy(stack);
        var failures = new FailureSteps(checks, client, cluster, reporter);
        failures.loseTheLeader();
        failures.loseAWorker();
        var changes = new ChangeSteps(checks, client, reporter);
        changes.scale();
        changes.update();
        new OverlaySteps(checks, client, cluster, reporter).ping();
        Set<Long> pids = Facts.pids(client.state().join());
        changes.remove();
        checks.eventually("no task process is left", () -> left(pids));
        shutDown(checks, client);
    }

    private static Optional<String> left(Set<Long> pids) {
        List<Long> alive = pids.stream()
                .filter(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                .toList();
        return alive.isEmpty() ? Optional.empty() : Optional.of("still running: " + alive);
    }

    private void shutDown(Checks checks, SwarmClient client) throws Exception {
        SwarmState last = client.state().join();
        reporter.step("the nodes shut down");
        List<String> trouble = cluster.shutDown();
        checks.that(
                "all nodes ended in order",
                trouble.isEmpty(),
                trouble.isEmpty() ? "last revision " + last.revision() : String.join("; ", trouble));
    }
}
