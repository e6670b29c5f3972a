package io.swarmsdk.model.internal.shell;

import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.Watch;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All watches of a store. Watchers read the history at their own pace; nothing waits for them. */
public final class Watches {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final int EVENTS_PER_CALL = 512;

    private final WatchHistory history;
    private final Executor callbacks;
    private final List<Cursor> cursors = new CopyOnWriteArrayList<>();

    /** Keeps so many events for those who lag, and calls watchers on an executor. */
    public Watches(int historySize, Executor callbacks) {
        history = new WatchHistory(historySize);
        this.callbacks = callbacks;
    }

    /** Begins a watch. */
    public Watch open(long fromRevisionExclusive, WatchFilter filter, Watcher watcher) {
        var cursor = new Cursor(fromRevisionExclusive, filter, watcher);
        cursors.add(cursor);
        cursor.task.wake();
        return cursor;
    }

    /** Tells all watchers of the events of whole change sets. Applier's thread. */
    public void publish(List<StoreEvent> events) {
        if (!events.isEmpty()) {
            history.append(events);
            cursors.forEach(cursor -> cursor.task.wake());
        }
    }

    /** Sends all watchers back to the view: the state was replaced. Applier's thread. */
    public void restartAt(long revision) {
        history.restartAt(revision);
        cursors.forEach(cursor -> cursor.task.wake());
    }

    /** Ends all watches. */
    public void close() {
        cursors.forEach(Cursor::close);
    }

    private final class Cursor implements Watch {
        private final WatchFilter filter;
        private final Watcher watcher;
        private final SerialTask task = new SerialTask(callbacks, this::deliver);
        private long position; // within the task only
        private volatile long revision;
        private volatile boolean open = true;

        Cursor(long fromRevision, WatchFilter filter, Watcher watcher) {
            this.filter = filter;
            this.watcher = watcher;
            revision = fromRevision;
            position = history.positionAfter(fromRevision);
        }

        private void deliver() {
            while (open) {
                var batch = history.read(position, EVENTS_PER_CALL);
                if (batch == null) {
                    resync();
                    return;
                }
                if (batch.events().isEmpty()) {
                    return;
                }
                position = batch.position();
                hand(batch.events());
            }
        }

        private void hand(List<StoreEvent> events) {
            var wanted = new ArrayList<StoreEvent>();
            for (var event : events) {
                // a watch may begin at a revision that this replica has yet to reach
                if (event.revision() > revision && filter.test(event)) {
                    wanted.add(event);
                }
            }
            if (!wanted.isEmpty()) {
                watcher.onEvents(List.copyOf(wanted));
            }
            revision = Math.max(revision, events.get(events.size() - 1).revision());
        }

        private void resync() {
            close();
            LOG.debug("a watch at revision {} fell out of the history", revision);
            watcher.onResyncNeeded();
        }

        @Override
        public long revision() {
            return revision;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
            cursors.remove(this);
        }
    }
}
