package io.swarmsdk.benchmarks.gossip;

import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.internal.codec.WireCodec;
import io.swarmsdk.gossip.internal.core.CoreConfig;
import io.swarmsdk.gossip.internal.core.CoreEffects;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.Message;
import io.swarmsdk.gossip.internal.core.News;
import io.swarmsdk.gossip.internal.core.SwimCore;
import io.swarmsdk.gossip.internal.core.SwimRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a ping with three pieces of news costs its receiver, the acknowledgement it answers with included. Time stands
 * still, so the member's own timers play no part.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SwimCoreBenchmark implements CoreEffects {
    private static final long NOW = 1_000;
    private static final int NEWS = 3;
    private static final int PACKET_BYTES = 1400;
    private static final byte[] METADATA = new byte[32];

    @Param({"100", "1000"})
    int members;

    private final WireCodec codec = new WireCodec("benchmark");
    private final List<MemberNews> known = new ArrayList<>();
    private final SwimCore core = new SwimCore(
            new CoreConfig(GossipProfile.LAN, PACKET_BYTES - codec.overheadBytes()),
            new SwimRules(),
            member(0, 0),
            7,
            this,
            NOW);
    private byte[] packet = {};
    private @Nullable Message sent;
    private int turn;
    private int sender;
    private long incarnation;
    private long seq;

    /** Makes the others known, then answers pings until nobody is news any more. */
    @Setup
    public void populate() {
        for (int i = 1; i <= members; i++) {
            known.add(member(i, 0));
            core.receive(endpoint(i), new Message.Gossip(List.of(member(i, 0))), NOW);
        }
        for (int pings = 0; core.rumours() > 0; pings++) {
            receive(oldNews());
            if (pings > 1000 * members) {
                throw new IllegalStateException(core.rumours() + " rumours never end");
            }
        }
        packet = codec.encode(oldNews());
    }

    /** Nothing in it is new. */
    @Benchmark
    public Message pingWithOldNews() {
        return receive(oldNews());
    }

    /** All of it is new and is passed on with the answers that follow. */
    @Benchmark
    public Message pingWithFreshNews() {
        return receive(freshNews());
    }

    /** A datagram with old news: checksum, decoding, the core, encoding of the answer. No socket. */
    @Benchmark
    public byte[] datagramWithOldNews() {
        return codec.encode(receive(Objects.requireNonNull(codec.decode(packet))));
    }

    /** From the members in turn: nobody is told again what it told itself. */
    private Message receive(Message message) {
        sent = null;
        sender = sender % members + 1;
        core.receive(endpoint(sender), message, NOW);
        return Objects.requireNonNull(sent, "no answer");
    }

    private Message oldNews() {
        List<News> news = new ArrayList<>(NEWS);
        for (int i = 0; i < NEWS; i++) {
            news.add(known.get(next()));
        }
        return ping(news);
    }

    private Message freshNews() {
        incarnation++;
        List<News> news = new ArrayList<>(NEWS);
        for (int i = 0; i < NEWS; i++) {
            news.add(member(next() + 1, incarnation));
        }
        return ping(news);
    }

    private Message ping(List<News> news) {
        return new Message.Ping(++seq, "member-1", "member-0", news);
    }

    private int next() {
        turn = (turn + 1) % members;
        return turn;
    }

    private static MemberNews member(int number, long incarnation) {
        return MemberNews.alive("member-" + number, 1, endpoint(number), incarnation, METADATA);
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.ipv4(0x0A00_0001 + number, 7946);
    }

    @Override
    public void send(Endpoint to, Message message) {
        sent = message;
    }

    @Override
    public void nameConflict(MemberNews other) {
        throw new IllegalStateException("name taken by " + other);
    }

    @Override
    public void member(MemberChange change, MemberNews member) {}

    @Override
    public void viewChanged() {}

    @Override
    public void shown(EntryNews entry) {}

    @Override
    public void hidden(EntryNews entry) {}

    @Override
    public void leaveSpread() {}
}
