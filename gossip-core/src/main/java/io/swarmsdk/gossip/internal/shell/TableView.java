package io.swarmsdk.gossip.internal.shell;

import io.swarmsdk.gossip.ReplicatedTable;
import io.swarmsdk.gossip.Subscription;
import io.swarmsdk.gossip.TableEntry;
import io.swarmsdk.gossip.TableListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is visible of one table: written by the loop, read by any thread. */
final class TableView implements ReplicatedTable {

    private static final int WATCH_CAPACITY = 4096;

    private final String name;
    private final GossipShell shell;
    private final ConcurrentSkipListMap<String, TableEntry> entries = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArrayList<Watch> watches = new CopyOnWriteArrayList<>();

    TableView(String name, GossipShell shell) {
        this.name = name;
        this.shell = shell;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void put(String key, byte[] value) {
        shell.put(name, key, value.clone());
    }

    @Override
    public void remove(String key) {
        shell.remove(name, key);
    }

    @Override
    public Optional<TableEntry> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public List<TableEntry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public Subscription watch(TableListener listener) {
        Watch watch = new Watch(listener, shell.callbacks(WATCH_CAPACITY));
        shell.onLoop(
                () -> { // between two changes, so that none is missed or told twice
                    watch.resync();
                    watches.add(watch);
                    return watch;
                });
        return watch;
    }

    /** On the loop. */
    void shown(TableEntry entry) {
        entries.put(entry.key(), entry);
        watches.forEach(watch -> watch.tell(() -> watch.listener.put(entry)));
    }

    /** On the loop. */
    void hidden(TableEntry entry) {
        entries.remove(entry.key());
        watches.forEach(watch -> watch.tell(() -> watch.listener.removed(entry)));
    }

    /** Fed by the loop; a listener too slow for its queue starts again from a snapshot. */
    private final class Watch implements Subscription {

        private final TableListener listener;
        private final OrderedCallbacks callbacks;
        private volatile boolean closed;

        Watch(TableListener listener, OrderedCallbacks callbacks) {
            this.listener = listener;
            this.callbacks = callbacks;
        }

        void tell(Runnable event) {
            if (!offer(event)) {
                callbacks.clear();
                resync(); // the view holds the change that did not fit
            }
        }

        void resync() {
            List<TableEntry> all = new ArrayList<>(entries.values());
            offer(() -> listener.snapshot(all));
        }

        private boolean offer(Runnable event) {
            return callbacks.offer(() -> {
                if (!closed) {
                    event.run();
                }
            });
        }

        @Override
        public void close() {
            closed = true;
            watches.remove(this);
        }
    }
}
