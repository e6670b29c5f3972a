package io.swarmsdk.model.internal.shell;

import io.swarmsdk.model.store.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a store, in a ring of fixed size: the only buffer there is between the applier and all watchers.
 * Events have positions that rise by one; what falls out of the ring is gone. Safe to use from any thread.
 */
final class WatchHistory {
    private final @Nullable StoreEvent[] ring;
    private long first; // position of the oldest event held
    private long next; // position of the event to come
    private long floorRevision; // events up to and with this revision are, at least in part, gone

    WatchHistory(int capacity) {
        ring = new StoreEvent[capacity];
    }

    /**
     * What comes next for a watcher.
     *
     * @param events whole change sets
     * @param position where to read on
     */
    record Batch(List<StoreEvent> events, long position) {}

    /** Adds the events of whole change sets. */
    synchronized void append(List<StoreEvent> events) {
        for (var event : events) {
            if (next - first == ring.length) {
                floorRevision = at(first).revision();
                first++;
            }
            ring[slot(next)] = event;
            next++;
        }
    }

    /** Forgets all: the state of this revision did not come from events. Every position given out is gone. */
    synchronized void restartAt(long revision) {
        next++;
        first = next;
        floorRevision = revision;
    }

    /** Position of the first event after a revision, or -1 when some of those events are gone. */
    synchronized long positionAfter(long revision) {
        if (revision < floorRevision) {
            return -1;
        }
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).revision() <= revision) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Events from a position, about so many, to the end of a change set; null when they are gone. */
    synchronized @Nullable Batch read(long position, int about) {
        if (position < first) {
            return null;
        }
        var events = new ArrayList<StoreEvent>();
        long at = position;
        while (at < next
                && (events.size() < about || at(at).revision() == at(at - 1).revision())) {
            events.add(at(at));
            at++;
        }
        return new Batch(events, at);
    }

    private StoreEvent at(long position) {
        var event = ring[slot(position)];
        if (event == null) {
            throw new IllegalStateException("position " + position + ": empty (expected: an event)");
        }
        return event;
    }

    private int slot(long position) {
        return (int) (position % ring.length);
    }
}
