package io.swarmsdk.scheduler.internal.core.orchestrate;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.scheduler.internal.core.plan.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which slots go when a service is scaled down: first those without a node or with two tasks; then, with the copies on
 * each node numbered, running ones and lower slots first, the highest copy number, so that the rest stays spread out.
 */
final class ScaleDown {
    private record Ranked(Slot slot, boolean settled, int copy, boolean running) {}

    private static final Comparator<Ranked> FIRST_TO_GO = Comparator.comparing(Ranked::settled)
            .thenComparing(Ranked::copy, Comparator.reverseOrder())
            .thenComparing(Ranked::running)
            .thenComparing(ranked -> ranked.slot().key().number(), Comparator.reverseOrder());

    private ScaleDown() {}

    /** As many slots as are too many, worst first; none when the number is not positive. */
    static List<Slot> victims(Collection<Slot> slots, int tooMany) {
        if (tooMany <= 0) {
            return List.of();
        }
        var ordered = new ArrayList<Slot>(slots);
        ordered.sort(Comparator.comparing((Slot slot) -> !running(slot))
                .thenComparing(slot -> slot.key().number()));
        var copies = new TreeMap<String, Integer>();
        var ranked = new ArrayList<Ranked>();
        for (Slot slot : ordered) {
            var node = slot.newest().flatMap(Task::nodeId);
            boolean settled = node.isPresent() && slot.live().size() < 2;
            int copy = settled ? copies.merge(node.get(), 1, Integer::sum) : 0;
            ranked.add(new Ranked(slot, settled, copy, running(slot)));
        }
        ranked.sort(FIRST_TO_GO);
        return ranked.subList(0, Math.min(tooMany, ranked.size())).stream()
                .map(Ranked::slot)
                .toList();
    }

    private static boolean running(Slot slot) {
        Optional<Task> newest = slot.newest();
        return newest.filter(Slot::wanted)
                .filter(task -> task.status().state() == TaskState.RUNNING)
                .isPresent();
    }
}
