package io.swarmsdk.scheduler.internal.core.plan;

import java.util.TreeSet;

/**
 * What is to be looked at: filled by events and by the loops' own decisions, emptied by a turn. The times at which slots
 * and services are to be looked at again are here too. Belongs to one core.
 */
public final class Worklist {
    /** Nodes whose tasks and global services are to be looked at. */
    public final TreeSet<String> nodes = new TreeSet<>();

    /** Services whose number of tasks and update are to be looked at. */
    public final TreeSet<String> services = new TreeSet<>();

    /** Services whose running update alone is to be looked at. */
    public final TreeSet<String> rollouts = new TreeSet<>();

    /** Slots to be looked at. */
    public final TreeSet<SlotKey> slots = new TreeSet<>();

    /** Times at which to look at a slot. */
    public final Wakeups<SlotKey> slotTimes = new Wakeups<>();

    /** Times at which to look at an update. */
    public final Wakeups<String> rolloutTimes = new Wakeups<>();

    /** Puts what is due on the list. */
    public void takeDue(long nowMillis) {
        slotTimes.takeDue(nowMillis, slots::add);
        rolloutTimes.takeDue(nowMillis, rollouts::add);
    }

    /** True when there is nothing to orchestrate now. */
    public boolean isEmpty() {
        return nodes.isEmpty() && services.isEmpty() && rollouts.isEmpty() && slots.isEmpty();
    }

    /** Forgets all. */
    public void clear() {
        nodes.clear();
        services.clear();
        rollouts.clear();
        slots.clear();
        slotTimes.clear();
        rolloutTimes.clear();
    }
}
