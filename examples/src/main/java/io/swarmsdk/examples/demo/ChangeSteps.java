package io.swarmsdk.examples.demo;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.UpdateStatus;
import io.swarmsdk.node.SwarmClient;
import io.swarmsdk.node.SwarmState;
import java.util.List;
import java.util.Optional;

/** The user changes what is wanted: more tasks, another image, nothing at all. */
final class ChangeSteps {
    private static final String SCALED = "shop_queue";
    private static final String UPDATED = "shop_web";

    private final Checks checks;
    private final SwarmClient client;
    private final Reporter reporter;

    ChangeSteps(Checks checks, SwarmClient client, Reporter reporter) {
        this.checks = checks;
        this.client = client;
        this.reporter = reporter;
    }

    void scale() throws InterruptedException {
        reporter.step(SCALED + " is scaled from 2 to 5 tasks");
        client.scale(SCALED, 5).join();
        SwarmState state = checks.until("five tasks run", now -> {
            int running = Facts.running(now, SCALED).size();
            return running == 5 ? Optional.empty() : Optional.of(running + " run");
        });
        List<Integer> slots =
                Facts.running(state, SCALED).stream().map(Task::slot).sorted().toList();
        checks.that("they have the slots 1 to 5", slots.equals(List.of(1, 2, 3, 4, 5)), slots.toString());
    }

    void update() throws InterruptedException {
        reporter.step(UPDATED + " is updated to demo/web:2, one task at a time");
        client.updateImage(UPDATED, "demo/web:2").join();
        SwarmState state = checks.until(
                "the update has completed",
                now -> now.service(UPDATED)
                        .flatMap(service -> service.updateStatus())
                        .filter(update -> update.state() == UpdateStatus.State.COMPLETED)
                        .map(update -> Facts.unsettled(now))
                        .orElse(Optional.of("still updating")));
        List<Task> tasks = Facts.running(state, UPDATED);
        checks.eventually("every web task answers with version 2", () -> Facts.wrongAnswers(tasks, "2"));
        checks.that("there are as many as before", tasks.size() == 2, tasks.size() + " tasks");
    }

    void remove() throws InterruptedException {
        reporter.step("the stack is removed");
        client.removeStack(StackFile.STACK).join();
        checks.until("services, tasks and networks are gone", now -> {
            int left = now.services().size()
                    + now.tasks().size()
                    + now.networks().size()
                    + now.stacks().size();
            return left == 0
                    ? Optional.empty()
                    : Optional.of(now.services().size() + " services, "
                            + now.tasks().size() + " tasks, " + now.networks().size() + " networks left");
        });
    }
}
