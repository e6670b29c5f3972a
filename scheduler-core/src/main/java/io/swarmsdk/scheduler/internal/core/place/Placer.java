package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.store.StoreView;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/** Chooses nodes for tasks on one view. What it decides must be told to the {@link Loads} before it is asked again. */
public final class Placer {
    /** Takes the decisions, one by one; must tell the loads of each assignment before it returns. */
    public interface Decisions {
        /** This task goes to this node. */
        void assign(Task task, String nodeId);

        /** No node can take this task now. */
        void refuse(Task task, String reason);
    }

    private final StoreView view;
    private final Loads loads;
    private final FailureLog failures;
    private final long nowMillis;

    /** For the nodes of a view. */
    public Placer(StoreView view, Loads loads, FailureLog failures, long nowMillis) {
        this.view = view;
        this.loads = loads;
        this.failures = failures;
        this.nowMillis = nowMillis;
    }

    /** Places tasks made from one spec version of one service, in the order given. */
    public void place(List<Task> group, Decisions decisions) {
        var first = group.get(0);
        var fit = new Fit(first);
        var objections = new EnumMap<Objection, Integer>(Objection.class);
        var tree = new Branch();
        for (Node node : view.nodes()) {
            var load = loads.of(node.id());
            tree.add(
                    new Branch.Candidate(
                            node,
                            failures.penalty(node.id(), first, nowMillis),
                            load.activeOf(first.serviceId()),
                            load.active()),
                    first.spec().placement().spreadOver());
        }
        for (Task task : group) {
            var chosen = tree.take(node -> {
                var objection = fit.objection(node, loads.of(node.id()));
                objection.ifPresent(why -> objections.merge(why, 1, Integer::sum));
                return objection.isEmpty();
            });
            chosen.ifPresentOrElse(
                    node -> decisions.assign(task, node.id()),
                    () -> decisions.refuse(task, Objection.explain(objections)));
        }
    }

    /** Places a task whose node is given; nothing is decided while there is no such node. */
    public void confirm(Task task, Decisions decisions) {
        Optional<Node> node = task.nodeId().flatMap(view::node);
        if (node.isEmpty()) {
            return;
        }
        var objection = new Fit(task).objection(node.get(), loads.of(node.get().id()));
        if (objection.isEmpty()) {
            decisions.assign(task, node.get().id());
            return;
        }
        var counts = new EnumMap<Objection, Integer>(Objection.class);
        counts.put(objection.get(), 1);
        decisions.refuse(task, Objection.explain(counts));
    }
}
