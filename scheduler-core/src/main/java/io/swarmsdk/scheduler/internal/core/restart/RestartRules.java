package io.swarmsdk.scheduler.internal.core.restart;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.internal.core.plan.NodeRules;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import io.swarmsdk.scheduler.internal.core.update.DirtyCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * When a task is replaced, and when its replacement starts. Attempts are counted in the tasks that the slot still holds;
 * the reaper keeps enough of them.
 */
public final class RestartRules {
    private RestartRules() {}

    /** Whether the policy wants a replacement for a task that ended or lost its node. */
    public static boolean wantsReplacement(Slot slot, Task ended) {
        var policy = ended.spec().restart();
        boolean condition = switch (policy.condition()) {
            case NONE -> false;
            case ON_FAILURE -> ended.status().state() != TaskState.COMPLETE;
            case ANY -> true;
        };
        return condition && (policy.maxAttempts() == 0 || attempts(slot, ended) < policy.maxAttempts());
    }

    /** Whether a slot counts as filled: a task is wanted, or the last one ended and its policy leaves it at that. */
    public static boolean filled(Slot slot) {
        return !slot.live().isEmpty()
                || slot.newest().filter(task -> !wantsReplacement(slot, task)).isPresent();
    }

    /**
     * Replacements made so far for the same spec version, as far back as the policy's window looks. A window is stretched
     * by the delays of all attempts: else one that is shorter than the delay forgets each attempt before the next.
     */
    static int attempts(Slot slot, Task ended) {
        var policy = ended.spec().restart();
        var sameVersion = new ArrayList<Task>();
        for (Task task : slot.tasks()) {
            if (task.specVersion() == ended.specVersion() && task.desired() != TaskState.REMOVE) {
                sameVersion.add(task);
            }
        }
        long since = Long.MIN_VALUE;
        if (!policy.window().isZero()) {
            var lookBack = policy.window().plus(policy.delay().multipliedBy(policy.maxAttempts()));
            since = ended.status().at().toEpochMilli() - lookBack.toMillis();
        }
        int attempts = 0;
        for (Task task : sameVersion.subList(Math.min(1, sameVersion.size()), sameVersion.size())) {
            if (task.meta().createdAt().toEpochMilli() >= since) { // the first of them replaced nothing
                attempts++;
            }
        }
        return attempts;
    }

    /** When a task that is held back may start if nothing else stands in its way, in milliseconds. */
    public static long heldUntilMillis(Slot slot, Task held, StoreView view) {
        long created = held.meta().createdAt().toEpochMilli();
        return created + delay(slot, held, view).toMillis();
    }

    /**
     * When a task that is held back may start at the latest, in milliseconds: at once when every task before it has
     * ended or cannot be reached, else after the time given for stopping.
     */
    public static long startAtMillis(Slot slot, Task held, StoreView view, Duration stopTimeout) {
        long due = heldUntilMillis(slot, held, view);
        boolean oneStops = slot.tasks().stream().anyMatch(task -> stopping(task, held, view));
        return oneStops ? due + stopTimeout.toMillis() : due;
    }

    private static boolean stopping(Task task, Task held, StoreView view) {
        return !task.id().equals(held.id())
                && !Slot.wanted(task)
                && !task.status().state().isTerminal()
                && !NodeRules.unreachable(node(task, view));
    }

    /** The policy's delay; none for an update, nor for a move away from a drained node. */
    private static Duration delay(Slot slot, Task held, StoreView view) {
        int place = slot.tasks().indexOf(held);
        Optional<Task> before = place > 0 ? Optional.of(slot.tasks().get(place - 1)) : Optional.empty();
        return before.filter(task -> DirtyCheck.sameWish(task, held))
                .filter(task -> node(task, view).filter(NodeRules::drained).isEmpty())
                .map(task -> held.spec().restart())
                .map(RestartPolicy::delay)
                .orElse(Duration.ZERO);
    }

    private static Optional<Node> node(Task task, StoreView view) {
        return task.nodeId().flatMap(view::node);
    }
}
