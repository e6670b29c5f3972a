package io.swarmsdk.node.internal.manager;

import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.internal.config.ManagerAddress;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Gathers managers until the expected number is known; from then on the set is fixed. The first manager of a new swarm
 * holds one; restarted managers hold one that is complete from the start. Callable from any thread.
 */
public final class Rendezvous {
    private final int expected;
    private final TreeMap<String, ManagerAddress> known = new TreeMap<>();
    private final CompletableFuture<List<ManagerAddress>> gathered = new CompletableFuture<>();
    private final CompletableFuture<List<ManagerAddress>> complete = new CompletableFuture<>();

    /** One that waits for so many managers, the given one included. */
    public Rendezvous(int expected, ManagerAddress first) {
        this.expected = expected;
        known.put(first.nodeId(), first);
        completeIfReached();
    }

    /** One whose set is known already. */
    public Rendezvous(List<ManagerAddress> managers) {
        this.expected = managers.size();
        managers.forEach(manager -> known.put(manager.nodeId(), manager));
        completeIfReached();
        open();
    }

    /**
     * A manager asks to be one of the set. The answer comes when the set is complete and {@linkplain #open open}.
     *
     * @throws RefusedException if the set is complete without it, or known under another address
     */
    public synchronized CompletableFuture<List<ManagerAddress>> join(ManagerAddress manager) {
        ManagerAddress present = known.get(manager.nodeId());
        if (gathered.isDone()) {
            if (manager.equals(present)) {
                return complete.copy();
            }
            throw new RefusedException(
                    "manager " + manager.nodeId() + ": the set of " + expected
                            + " managers is complete and fixed (expected: one of " + known.keySet()
                            + "; join as a worker, or form the swarm with a larger number of managers)",
                    null);
        }
        known.put(manager.nodeId(), manager);
        completeIfReached();
        return complete.copy();
    }

    /** Completes with the set, sorted by node id, when all have come; for the founder, who goes first. */
    public CompletableFuture<List<ManagerAddress>> gathered() {
        return gathered.copy();
    }

    /** Completes with the set when it is complete and open. */
    public CompletableFuture<List<ManagerAddress>> completed() {
        return complete.copy();
    }

    /**
     * Answers those who wait. The founder calls this when its own Raft is up: so it campaigns before anybody else knows
     * that there is a group, and the first node is the first leader.
     */
    public void open() {
        gathered.thenAccept(complete::complete);
    }

    /** How many have come and how many are expected, for an operator. */
    public synchronized String progress() {
        return known.size() + " of " + expected + " managers";
    }

    private void completeIfReached() {
        if (known.size() >= expected) {
            gathered.complete(List.copyOf(known.values()));
        }
    }
}
