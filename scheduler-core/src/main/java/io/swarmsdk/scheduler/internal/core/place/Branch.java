package io.swarmsdk.scheduler.internal.core.place;

import io.swarmsdk.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A node of the spread tree. A task goes down the branch with the fewest tasks of its service that still has room, and
 * at the leaf to the best node. Tasks on nodes that take no new ones count too. A node without a label has a branch of
 * its own; a branch without room leaves its share to the others.
 */
final class Branch {
    private final TreeMap<String, Branch> children = new TreeMap<>();
    private final PriorityQueue<Candidate> nodes = new PriorityQueue<>();
    private int tasks;
    private boolean full;

    /** Adds a node below the labels that the descriptors name; descriptors that name no label are passed over. */
    void add(Candidate candidate, List<String> descriptors) {
        var at = this;
        at.tasks += candidate.ofService();
        for (String descriptor : descriptors) {
            Optional<String> label = Constraint.labelNamed(descriptor, candidate.node());
            if (label.isPresent()) {
                at = at.children.computeIfAbsent(label.get(), value -> new Branch());
                at.tasks += candidate.ofService();
            }
        }
        at.nodes.add(candidate);
    }

    /** The best node that fits, with the task counted on the way; nodes that do not fit are taken out for good. */
    Optional<Node> take(Test test) {
        var path = new ArrayList<Branch>();
        var at = this;
        while (!full) {
            path.add(at);
            Optional<Branch> down = at.emptiest();
            if (down.isPresent()) {
                at = down.get();
                continue;
            }
            Optional<Node> taken = at.children.isEmpty() ? at.takeHere(test) : Optional.empty();
            if (taken.isPresent()) {
                path.forEach(branch -> branch.tasks++);
                return taken;
            }
            at.full = true;
            path.clear();
            at = this;
        }
        return Optional.empty();
    }

    private Optional<Branch> emptiest() {
        Branch best = null;
        for (Branch child : children.values()) {
            if (!child.full && (best == null || child.tasks < best.tasks)) {
                best = child;
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<Node> takeHere(Test test) {
        for (var candidate = nodes.poll(); candidate != null; candidate = nodes.poll()) {
            if (test.fits(candidate.node())) {
                nodes.add(candidate.withOneMore());
                return Optional.of(candidate.node());
            }
        }
        return Optional.empty();
    }

    /** Whether a node can take one more. */
    @FunctionalInterface
    interface Test {
        boolean fits(Node node);
    }

    /**
     * A node in the order of preference: fewest failures once there are many, fewest tasks of the service, fewest tasks,
     * id.
     */
    record Candidate(Node node, int penalty, int ofService, int total) implements Comparable<Candidate> {
        Candidate withOneMore() {
            return new Candidate(node, penalty, ofService + 1, total + 1);
        }

        @Override
        public int compareTo(Candidate other) {
            if (penalty != other.penalty) {
                return Integer.compare(penalty, other.penalty);
            }
            if (ofService != other.ofService) {
                return Integer.compare(ofService, other.ofService);
            }
            return total != other.total
                    ? Integer.compare(total, other.total)
                    : node.id().compareTo(other.node.id());
        }
    }
}
