package io.swarmsdk.examples.demo;

import io.swarmsdk.examples.Failure;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** What was checked, and what failed. Waits by asking the swarm, never by guessing how long things take. */
final class Checks {
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Reporter reporter;
    private final SwarmClient client;
    private final Cluster cluster;
    private final List<String> failed = new ArrayList<>();

    Checks(Reporter reporter, SwarmClient client, Cluster cluster) {
        this.reporter = reporter;
        this.client = client;
        this.cluster = cluster;
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    boolean that(String name, boolean holds, String detail) {
        reporter.check(name, holds, detail);
        if (!holds) {
            failed.add(name);
        }
        return holds;
    }

    /** Reads the state until nothing objects to it; then the check holds. */
    SwarmState until(String name, Function<SwarmState, Optional<String>> objection) throws InterruptedException {
        long begin = System.nanoTime();
        Optional<String> last = Optional.of("no state was read");
        Optional<SwarmState> state = Optional.empty();
        while (System.nanoTime() - begin < LIMIT.toNanos()) {
            try {
                SwarmState now = client.state().join();
                state = Optional.of(now);
                reporter.state(now, cluster.nodes());
                last = objection.apply(now);
                if (last.isEmpty()) {
                    that(name, true, String.format("%.1f s", (System.nanoTime() - begin) / 1e9));
                    return now;
                }
            } catch (CompletionException e) {
                last = Optional.of(Failure.text(e));
            }
            Thread.sleep(PAUSE.toMillis());
        }
        that(name, false, last.orElse("") + " after " + LIMIT.toSeconds() + " s");
        return state.orElseThrow(() -> new IllegalStateException(name + ": the swarm could not be read"));
    }

    /** Tries until the operation says that there is nothing to object to. */
    boolean eventually(String name, Attempt attempt) throws InterruptedException {
        long begin = System.nanoTime();
        String last = "";
        while (System.nanoTime() - begin < LIMIT.toNanos()) {
            try {
                Optional<String> objection = attempt.objection();
                if (objection.isEmpty()) {
                    return that(name, true, String.format("%.1f s", (System.nanoTime() - begin) / 1e9));
                }
                last = objection.get();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e.toString();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return that(name, false, last + " after " + LIMIT.toSeconds() + " s");
    }

    /** One try. */
    interface Attempt {
        /** Why it is not so yet; empty when it is. */
        Optional<String> objection() throws Exception;
    }
}
