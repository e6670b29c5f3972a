package io.swarmsdk.model.internal.shell;

import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.internal.codec.StoreSnapshot;
import io.swarmsdk.model.internal.core.StoreCore;
import io.swarmsdk.model.internal.core.StoreState;
import io.swarmsdk.model.spi.Applier;
import io.swarmsdk.model.spi.LogEntry;
import io.swarmsdk.model.store.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds committed entries to the core and shows what comes of it. Confined to the log's apply thread, but the view. */
public final class StoreApplier implements Applier {
    private static final Logger LOG = LoggerFactory.getLogger(StoreApplier.class);

    private final String name;
    private final StoreCore core = new StoreCore();
    private final Watches watches;
    private final LeadershipEvents leadership;
    private volatile StoreState view = StoreState.empty(); // written by the apply thread, read by all

    /** Shows its results to watchers and listeners. */
    public StoreApplier(String name, Watches watches, LeadershipEvents leadership) {
        this.name = name;
        this.watches = watches;
        this.leadership = leadership;
    }

    /** The latest state; any thread. */
    public StoreState view() {
        return view;
    }

    @Override
    public List<byte[]> apply(List<LogEntry> entries) {
        var replies = new ArrayList<byte[]>(entries.size());
        var events = new ArrayList<StoreEvent>();
        for (var entry : entries) {
            var outcome = core.apply(entry.index(), entry.term(), ModelCodec.decodeChangeSet(entry.data()));
            outcome.conflict().ifPresent(why -> LOG.debug("[{}] entry {} rejected: {}", name, entry.index(), why));
            events.addAll(outcome.events());
            replies.add(ModelCodec.encodeReply(outcome));
        }
        view = core.state(); // before the events: who is told of a change finds it in the view
        watches.publish(events);
        return replies;
    }

    @Override
    public void leaderCaughtUp(long term) {
        LOG.info("[{}] leads term {} and has caught up at revision {}", name, term, view.revision());
        leadership.caughtUp(term);
    }

    @Override
    public void leadershipLost(long term) {
        LOG.info("[{}] no longer leads term {}", name, term);
        leadership.lost();
    }

    @Override
    public Snapshot snapshot() {
        return new HeldSnapshot(new StoreSnapshot(core.state(), core.lastIndex(), core.lastTerm()));
    }

    @Override
    public void restore(byte[] snapshot) {
        var restored = ModelCodec.decodeSnapshot(snapshot);
        core.restore(restored.state(), restored.index(), restored.term());
        view = core.state();
        watches.restartAt(view.revision());
        LOG.info(
                "[{}] restored {} bytes: entry {}, revision {}",
                name,
                snapshot.length,
                restored.index(),
                view.revision());
    }

    private record HeldSnapshot(StoreSnapshot held) implements Snapshot {
        @Override
        public long index() {
            return held.index();
        }

        @Override
        public long term() {
            return held.term();
        }

        @Override
        public byte[] encode() {
            return ModelCodec.encode(held);
        }
    }
}
