package io.swarmsdk.gossip.internal.shell;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.swarmsdk.gossip.GossipStats;
import io.swarmsdk.gossip.Member;
import io.swarmsdk.gossip.TableEntry;
import io.swarmsdk.gossip.internal.codec.WireCodec;
import io.swarmsdk.gossip.internal.core.CoreConfig;
import io.swarmsdk.gossip.internal.core.CoreCounters;
import io.swarmsdk.gossip.internal.core.CoreEffects;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.Message;
import io.swarmsdk.gossip.internal.core.SwimCore;
import io.swarmsdk.gossip.internal.core.SwimRules;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half of a shell that the event loop owns: core, codec and timer. Every turn feeds the core what arrived, flushes
 * what it sent, publishes what readers see, and sets the timer. Created, called and ended on the loop thread only.
 */
final class GossipLoop implements UdpPort.Handler, CoreEffects {

    private static final Logger LOG = LoggerFactory.getLogger(GossipLoop.class);

    private final String node;
    private final UdpPort port;
    private final EventLoop loop;
    private final WireCodec codec;
    private final SwimCore core;
    private final MemberEvents events;
    private final Function<String, TableView> tables;
    private final Runnable onLeaveSpread;
    private @Nullable Future<?> timer;
    private long timerNanos;
    private boolean viewChanged = true;
    private volatile List<Member> members = List.of(); // written by the loop, read by any thread

    GossipLoop(
            ShellConfig config,
            InetSocketAddress address,
            UdpPort port,
            MemberEvents events,
            Function<String, TableView> tables,
            Runnable onLeaveSpread) {
        node = config.name();
        this.port = port;
        this.events = events;
        this.tables = tables;
        this.onLeaveSpread = onLeaveSpread;
        loop = port.loop();
        codec = new WireCodec(config.cluster());
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long epoch = System.currentTimeMillis() << 16 | random.nextInt(1 << 16); // higher in each later run
        MemberNews own = MemberNews.alive(node, epoch, Endpoints.of(address), 0, config.metadata());
        CoreConfig rhythm = new CoreConfig(config.profile(), config.packetBytes() - codec.overheadBytes());
        core = new SwimCore(rhythm, new SwimRules(), own, random.nextLong(), this, System.nanoTime());
        LOG.info("[{}] starts at {} with epoch {}", node, address, epoch);
    }

    /** Takes over the port and begins to keep time. */
    void begin() {
        port.handler = this;
        tick();
    }

    void end() {
        port.handler = UdpPort.NOBODY;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    List<Member> members() {
        return members;
    }

    void join(List<Endpoint> seeds) {
        core.join(seeds);
        endTurn();
    }

    void describe(byte[] metadata) {
        core.describe(metadata, System.nanoTime());
        endTurn();
    }

    void put(String table, String key, byte[] value) {
        core.put(table, key, value, System.nanoTime());
        endTurn();
    }

    void remove(String table, String key) {
        core.remove(table, key, System.nanoTime());
        endTurn();
    }

    void leave() {
        core.leave(System.nanoTime());
        endTurn();
    }

    @Override
    public void datagram(InetSocketAddress from, byte[] bytes) {
        Message message = codec.decode(bytes);
        if (message != null) {
            core.receive(Endpoints.of(from), message, System.nanoTime());
        }
    }

    @Override
    public void batchEnded() {
        endTurn();
    }

    private void tick() {
        core.tick(System.nanoTime());
        endTurn();
    }

    private void endTurn() {
        port.flush();
        if (viewChanged) {
            viewChanged = false;
            members = core.members().stream().map(MemberEvents::toMember).toList();
        }
        setTimer();
    }

    /** A timer that fires too early is left alone: it will find nothing to do and set the next one. */
    private void setTimer() {
        long deadline = core.nextDeadlineNanos();
        if (timer != null && !timer.isDone()) {
            if (timerNanos - deadline <= 0) {
                return;
            }
            timer.cancel(false);
        }
        timerNanos = deadline;
        long delay = Math.max(0, deadline - System.nanoTime());
        timer = loop.schedule(
                () -> {
                    timer = null;
                    tick();
                },
                delay,
                TimeUnit.NANOSECONDS);
    }

    GossipStats stats(long callbacksDropped) {
        CoreCounters counters = core.counters();
        return new GossipStats(
                port.packetsSent,
                port.bytesSent,
                port.packetsReceived,
                port.bytesReceived,
                codec.malformed(),
                codec.foreign(),
                counters.refused,
                counters.probesSent,
                counters.probesFailed,
                counters.refutations,
                counters.pauses,
                callbacksDropped,
                core.health(),
                core.rumours(),
                core.tableEntries());
    }

    @Override
    public void send(Endpoint to, Message message) {
        port.send(Endpoints.toAddress(to), codec.encode(message));
    }

    @Override
    public void member(MemberChange change, MemberNews member) {
        events.changed(change, member);
    }

    @Override
    public void viewChanged() {
        viewChanged = true;
    }

    @Override
    public void shown(EntryNews entry) {
        tables.apply(entry.table()).shown(toEntry(entry));
    }

    @Override
    public void hidden(EntryNews entry) {
        tables.apply(entry.table()).hidden(toEntry(entry));
    }

    private static TableEntry toEntry(EntryNews news) {
        return new TableEntry(news.table(), news.key(), news.value(), news.owner(), news.counter());
    }

    @Override
    public void leaveSpread() {
        onLeaveSpread.run();
    }

    @Override
    public void nameConflict(MemberNews other) {
        LOG.debug("[{}] another process goes by this name: {}", node, other);
    }
}
