package io.swarmsdk.gossip.testkit;

import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.Member;
import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.TableEntry;
import io.swarmsdk.gossip.internal.core.CoreEffects.MemberChange;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.SwimRules;
import io.swarmsdk.gossip.internal.shell.Endpoints;
import io.swarmsdk.sim.SimNetwork;
import io.swarmsdk.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gossip cluster in virtual time. Every chance comes from the world's seed: the same seed and the same calls give the
 * same {@link #traceHash()}. After every step it is checked that no member's view goes back in time and, once {@link
 * #forbidFalseFailures()} is called, that nobody takes a running member for dead; a violation names the seed.
 * Datagrams pass through the real codec. Single-threaded.
 */
public final class GossipSimulation {

    /** What all members have in common. */
    record Setup(GossipProfile profile, int packetBytes, SwimRules rules) {}

    private final World world;
    private final Setup setup;
    private final SimNetwork<byte[]> network;
    private final SimAddresses addresses = new SimAddresses();
    private final Map<String, SimMember> running = new TreeMap<>();
    private final Map<String, ViewHistory> histories = new TreeMap<>();
    private final List<SimMember> dirty = new ArrayList<>();
    private final List<String> falseFailures = new ArrayList<>();
    private boolean falseFailuresForbidden;
    private long epochs;

    GossipSimulation(World world, Setup setup) {
        this.world = world;
        this.setup = setup;
        network = new SimNetwork<>(world);
        network.describe(bytes -> bytes.length + " bytes #" + Integer.toHexString(Arrays.hashCode(bytes)));
        world.alwaysTrue("no view goes back in time", this::checkViews);
        world.alwaysTrue("no running member is taken for dead", this::checkFailures);
    }

    /** An empty cluster in a world that others may live in too. */
    public static GossipSimulation in(World world, GossipProfile profile) {
        return new GossipSimulation(world, new Setup(profile, 1400, new SwimRules()));
    }

    /** An empty cluster in a world of its own. */
    public static GossipSimulation seeded(long seed, GossipProfile profile) {
        return in(World.seeded(seed), profile);
    }

    /** Clock, chance and trace. */
    public World world() {
        return world;
    }

    /** Between members, by name: lose, delay, duplicate, partition, heal. */
    public SimNetwork<byte[]> network() {
        return network;
    }

    /** Starts a member that knows these others; a name that ran before starts again, with a higher epoch. */
    public GossipSimulation start(String name, String... seeds) {
        crash(name);
        SimMember member = new SimMember(name, ++epochs, setup, world, network, addresses, new Watcher());
        running.put(name, member);
        histories.put(name, new ViewHistory());
        List<Endpoint> endpoints = new ArrayList<>();
        for (String seed : seeds) {
            endpoints.add(addresses.of(seed));
        }
        member.start(endpoints);
        return this;
    }

    /** Starts {@code n0} to {@code n(count-1)}, all with {@code n0} as their seed. */
    public GossipSimulation startMany(int count) {
        for (int i = 0; i < count; i++) {
            start("n" + i, "n0");
        }
        return this;
    }

    /** Ends a member without a goodbye; no effect if it does not run. */
    public GossipSimulation crash(String name) {
        SimMember member = running.remove(name);
        if (member != null) {
            member.stop();
        }
        return this;
    }

    /** Stops a member's thread for a while; its socket goes on taking packets, as in a long garbage collection. */
    public GossipSimulation pause(String name, Duration duration) {
        return stopFor(name, duration, true);
    }

    /** Stops a member for a while and loses what is sent to it, as a suspended machine does. */
    public GossipSimulation suspend(String name, Duration duration) {
        return stopFor(name, duration, false);
    }

    private GossipSimulation stopFor(String name, Duration duration, boolean keepPackets) {
        SimMember member = member(name);
        member.pause(keepPackets);
        world.schedule(duration.toNanos(), "resume " + name, member::resume);
        return this;
    }

    /** Lets a member say goodbye; it runs on until {@link #crash}. */
    public GossipSimulation leave(String name) {
        SimMember member = member(name);
        member.core.leave(world.nowNanos());
        member.endTurn();
        return this;
    }

    /** Has a goodbye been spread? */
    public boolean hasLeft(String name) {
        return member(name).hasLeft();
    }

    /** Writes to a table as this member. */
    public GossipSimulation put(String name, String table, String key, byte[] value) {
        SimMember member = member(name);
        member.core.put(table, key, value, world.nowNanos());
        member.endTurn();
        return this;
    }

    /** Removes from a table as this member. */
    public GossipSimulation remove(String name, String table, String key) {
        SimMember member = member(name);
        member.core.remove(table, key, world.nowNanos());
        member.endTurn();
        return this;
    }

    /** The members that run, sorted. */
    public List<String> running() {
        return List.copyOf(running.keySet());
    }

    /** How this member sees everybody. */
    public List<Member> members(String name) {
        return member(name).core.members().stream()
                .map(GossipSimulation::toMember)
                .toList();
    }

    /** How this member sees that one. */
    public Optional<MemberState> state(String name, String of) {
        return members(name).stream()
                .filter(member -> member.name().equals(of))
                .map(Member::state)
                .findFirst();
    }

    /** What this member shows of a table. */
    public List<TableEntry> entries(String name, String table) {
        return member(name).core.visible(table).stream()
                .map(e -> new TableEntry(e.table(), e.key(), e.value(), e.owner(), e.counter()))
                .toList();
    }

    /** How much this member distrusts itself, 0 to 7. */
    public int health(String name) {
        return member(name).core.health();
    }

    /** Do all running members hold the same facts, and see each other alive? */
    public boolean converged() {
        Collection<SimMember> all = running.values();
        long[] digest = all.iterator().next().core.digest();
        for (SimMember member : all) {
            if (!Arrays.equals(digest, member.core.digest()) || !seesAllRunning(member)) {
                return false;
            }
        }
        return true;
    }

    private boolean seesAllRunning(SimMember member) {
        long seen = member.core.members().stream()
                .filter(news -> news.state() == MemberState.ALIVE && runs(news))
                .count();
        return seen == running.size();
    }

    private boolean runs(MemberNews news) {
        SimMember member = running.get(news.name());
        return member != null && member.core.own().epoch() == news.epoch();
    }

    /** Runs until {@link #converged()}; fails with the seed if that takes longer than {@code limit} of virtual time. */
    public GossipSimulation converge(Duration limit) {
        if (!world.runUntil(this::converged, limit)) {
            throw new AssertionError("views did not converge in " + limit + "; replay with seed " + world.seed() + "\n"
                    + String.join("\n", world.recentTrace()));
        }
        return this;
    }

    /** Lets time pass. */
    public GossipSimulation runFor(Duration duration) {
        world.runFor(duration);
        return this;
    }

    /** From now on it is a violation when a member that runs, and is not paused, is taken for dead. */
    public GossipSimulation forbidFalseFailures() {
        falseFailures.clear();
        falseFailuresForbidden = true;
        return this;
    }

    /** Ends what {@link #forbidFalseFailures()} began. */
    public GossipSimulation allowFalseFailures() {
        falseFailuresForbidden = false;
        return this;
    }

    /** Who took which running member for dead so far. */
    public List<String> falseFailures() {
        return List.copyOf(falseFailures);
    }

    /** Over everything that happened so far. */
    public long traceHash() {
        return world.traceHash();
    }

    private Optional<String> checkViews() {
        Optional<String> wrong = Optional.empty();
        for (SimMember member : dirty) {
            ViewHistory history = histories.get(member.name);
            if (wrong.isPresent() || history == null || running.get(member.name) != member) {
                continue;
            }
            wrong = history.checkMembers(member.core.members())
                    .or(() -> history.checkEntries(member.core.entries()))
                    .map(what -> "at " + member.name + ": " + what);
        }
        dirty.clear();
        return wrong;
    }

    private Optional<String> checkFailures() {
        return falseFailuresForbidden && !falseFailures.isEmpty()
                ? Optional.of(String.join(", ", falseFailures))
                : Optional.empty();
    }

    private SimMember member(String name) {
        SimMember member = running.get(name);
        if (member == null) {
            throw new IllegalArgumentException("name: " + name + " (expected: one of " + running.keySet() + ")");
        }
        return member;
    }

    private static Member toMember(MemberNews news) {
        return new Member(
                news.name(),
                news.epoch(),
                Endpoints.toAddress(news.endpoint()),
                news.state(),
                news.incarnation(),
                news.metadata());
    }

    private final class Watcher implements SimMember.Observer {

        @Override
        public void ran(SimMember member) {
            dirty.add(member);
        }

        @Override
        public void event(SimMember member, MemberChange change, MemberNews about) {
            SimMember target = running.get(about.name());
            if (change == MemberChange.FAILED
                    && target != null
                    && target.epoch == about.epoch()
                    && !target.isPaused()) {
                falseFailures.add(member.name + " took " + about.name() + " for dead");
            }
        }
    }
}
