package io.swarmsdk.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real sockets, clocks and threads on loopback. */
class GossipIT {

    private static final Logger LOG = LoggerFactory.getLogger(GossipIT.class);
    private static final Duration LONG = Duration.ofSeconds(60); // generous: the machine may be busy

    private final List<Gossip> started = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() {
        started.forEach(Gossip::close);
    }

    @Test
    void fiveMembersJoinOneIsKilledAndOnlyItIsFoundDead() {
        startMany(5);
        Gossip first = started.get(0);
        Gossip victim = started.get(3);
        long killed = System.nanoTime();
        victim.close();
        await().atMost(LONG).until(() -> survivors(victim).allMatch(g -> state(g, "m3") == MemberState.FAILED));
        LOG.info("all found the crash after {} ms", (System.nanoTime() - killed) / 1_000_000);
        assertThat(events).contains("m0 joined m3", "m0 failed m3");
        assertThat(events).filteredOn(e -> e.contains("failed")).allMatch(e -> e.endsWith("failed m3"));
        assertThat(first.stats().malformedDropped()).isZero();
    }

    @Test
    void aGoodbyeIsSeenAsLeft() throws Exception {
        startMany(5);
        Gossip leaver = started.get(2);
        leaver.leave(LONG).get(60, TimeUnit.SECONDS);
        leaver.close();
        await().atMost(LONG).until(() -> survivors(leaver).allMatch(g -> state(g, "m2") == MemberState.LEFT));
        assertThat(events).noneMatch(e -> e.endsWith("failed m2"));
    }

    @Test
    void tablesConvergeAndFollowTheirOwners() {
        startMany(5);
        for (Gossip member : started) {
            member.table("services").put("by-" + member.name(), bytes("v1"));
            member.table("services").put("shared", bytes(member.name()));
            assertThat(member.table("services").get("by-" + member.name())).isPresent();
        }
        await().atMost(LONG)
                .until(() -> started.stream()
                        .map(g -> g.table("services").entries())
                        .allMatch(e -> e.size() == 6
                                && e.equals(started.get(0).table("services").entries())));
        started.get(0).table("services").remove("by-m1");
        await().atMost(LONG)
                .until(() -> started.stream()
                        .allMatch(g -> g.table("services").get("by-m1").isEmpty()));
        Gossip victim = started.get(4);
        victim.close();
        await().atMost(LONG)
                .until(() -> survivors(victim)
                        .allMatch(g -> g.table("services").get("by-m4").isEmpty()));
    }

    @Test
    void aWatchIsASnapshotAndThenEveryChange() {
        Gossip a = start("a");
        Gossip b = start("b", a);
        a.table("t").put("before", bytes("1"));
        List<String> seen = new CopyOnWriteArrayList<>();
        Subscription watch = a.table("t").watch(new TableListener() {
            @Override
            public void snapshot(List<TableEntry> entries) {
                seen.add("snapshot " + entries.stream().map(TableEntry::key).toList());
            }

            @Override
            public void put(TableEntry entry) {
                seen.add("put " + entry.key() + " by " + entry.owner());
            }

            @Override
            public void removed(TableEntry entry) {
                seen.add("removed " + entry.key());
            }
        });
        await().atMost(LONG).until(() -> b.table("t").get("before").isPresent());
        b.table("t").put("after", bytes("2"));
        await().atMost(LONG).until(() -> a.table("t").get("after").isPresent());
        b.table("t").remove("before");
        await().atMost(LONG).until(() -> seen.size() == 3 || seen.contains("removed before"));
        assertThat(seen).containsExactly("snapshot [before]", "put after by b", "removed before");
        watch.close();
    }

    @Test
    void aRestartUnderTheSameNameAndAddressTakesOver() {
        startMany(3);
        Gossip old = started.get(2);
        old.table("t").put("k", bytes("old"));
        await().atMost(LONG).until(() -> started.get(1).table("t").get("k").isPresent());
        InetSocketAddress address = old.address();
        long epoch = epoch(old, "m2");
        old.close();
        Gossip again = build("m2", address, started.get(0));
        await().atMost(LONG)
                .until(() -> epoch(started.get(1), "m2") > epoch
                        && started.get(1).table("t").get("k").isEmpty());
        again.table("t").put("k", bytes("new"));
        await().atMost(LONG).until(() -> started.get(1).table("t").get("k").isPresent());
    }

    @Test
    void metadataTravels() {
        startMany(3);
        started.get(1).metadata(bytes("role=db"));
        await().atMost(LONG)
                .until(() -> started.stream()
                        .allMatch(g -> Arrays.equals(member(g, "m1").metadata(), bytes("role=db"))));
    }

    @Test
    void seedsMayBeHostNamesDeadOrItself() {
        Gossip a = start("a");
        int port = a.address().getPort();
        Gossip b = Gossip.builder()
                .name("b")
                .bind(loopback(0))
                .profile(GossipProfile.LOCAL)
                .seeds(List.of(InetSocketAddress.createUnresolved("localhost", port), loopback(1)))
                .build();
        started.add(b);
        b.join(List.of(b.address()));
        await().atMost(LONG).until(() -> alive(a) == 2 && alive(b) == 2);
    }

    @Test
    void closeLeavesNoThreadAndRefusesWork() {
        startMany(3);
        Gossip one = started.get(0);
        ReplicatedTable table = one.table("t");
        CompletableFuture<Void> leave = one.leave(LONG);
        closeAll();
        closeAll();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("swarm-gossip-m"));
        assertThatThrownBy(() -> table.put("k", bytes("v")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("closed");
        assertThat(leave).isDone();
    }

    @Test
    void aPortInUseIsNamed() {
        Gossip a = start("a");
        assertThatThrownBy(() -> build("b", a.address(), a))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("bind: ")
                .hasMessageContaining(String.valueOf(a.address().getPort()));
    }

    private void startMany(int count) {
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                start("m0");
            } else {
                start("m" + i, started.get(0));
            }
        }
        await().atMost(LONG).until(() -> started.stream().allMatch(g -> alive(g) == count));
    }

    private Gossip start(String name, Gossip... seeds) {
        return build(name, loopback(0), seeds);
    }

    private Gossip build(String name, InetSocketAddress bind, Gossip... seeds) {
        Gossip gossip = Gossip.builder()
                .name(name)
                .bind(bind)
                .seeds(Arrays.stream(seeds).map(Gossip::address).toList())
                .profile(GossipProfile.LOCAL)
                .listener(new GossipListener() {
                    @Override
                    public void memberJoined(Member member) {
                        events.add(name + " joined " + member.name());
                    }

                    @Override
                    public void memberFailed(Member member) {
                        events.add(name + " failed " + member.name());
                    }
                })
                .build();
        started.add(gossip);
        return gossip;
    }

    private Stream<Gossip> survivors(Gossip victim) {
        return started.stream().filter(g -> !g.name().equals(victim.name()));
    }

    private static long alive(Gossip gossip) {
        return gossip.members().stream()
                .filter(m -> m.state() == MemberState.ALIVE)
                .count();
    }

    private static MemberState state(Gossip viewer, String name) {
        return member(viewer, name).state();
    }

    private static long epoch(Gossip viewer, String name) {
        return member(viewer, name).epoch();
    }

    private static Member member(Gossip viewer, String name) {
        return viewer.members().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
