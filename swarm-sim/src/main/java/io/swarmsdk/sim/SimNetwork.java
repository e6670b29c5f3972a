package io.swarmsdk.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between named endpoints, as badly as it is told to.
 *
 * <p>Starts out kind: 1 ms delay, nothing lost, nothing twice. All settings may change at any time and hold for messages
 * sent from then on; partitions and blocks hold for messages in flight too. A message is handed over as the object that
 * was sent, never copied: it must be immutable.
 *
 * <p>Single-threaded, like its {@link World}.
 */
public final class SimNetwork<M> {
    private final World world;
    private final Map<String, Endpoint<M>> endpoints = new LinkedHashMap<>();
    private final Map<Link, Long> lastDueNanos = new LinkedHashMap<>(); // only for links that keep order
    private final Set<Link> blocked = new LinkedHashSet<>();
    private final List<Set<String>> groups = new ArrayList<>();
    private DelayRange delay = new DelayRange(1_000_000, 1_000_000);
    private double loss;
    private double duplicate;
    private boolean fifo;
    private Function<? super M, String> describe = message -> message.getClass().getSimpleName();
    private long sent;
    private long delivered;
    private long dropped;
    private long duplicated;

    /** An empty network in {@code world}, drawing from the world's generator. */
    public SimNetwork(World world) {
        this.world = world;
    }

    /**
     * Puts a receiver of {@code (from, message)} under a name.
     *
     * @throws IllegalArgumentException if somebody is attached under it; {@link #detach} first
     */
    public void attach(String name, BiConsumer<String, M> receiver) {
        Checks.that(!endpoints.containsKey(name), "name: %s (expected: not attached yet)", name);
        endpoints.put(name, new Endpoint<>(receiver));
    }

    /** Takes the name off, as a crash does: what is sent to it or from it is dropped until it is attached again. */
    public void detach(String name) {
        endpoints.remove(name);
        lastDueNanos.keySet().removeIf(link -> link.from.equals(name) || link.to.equals(name));
    }

    /**
     * Sends; the receiver is called from a later event, never from within this call. What cannot arrive is counted and
     * traced, not reported: a sender on a real network would not know either.
     */
    public void send(String from, String to, M message) {
        sent++;
        transmit(new Link(from, to), message);
        if (world.random().chance(duplicate)) {
            duplicated++;
            transmit(new Link(from, to), message);
        }
    }

    /** How long a message takes, uniform between the two; a wide range also reorders, unless {@link #fifo}. */
    public SimNetwork<M> delay(Duration min, Duration max) {
        this.delay = DelayRange.of(min, max);
        return this;
    }

    /** The share of messages that vanish, 0 to 1. */
    public SimNetwork<M> loss(double probability) {
        Checks.probability(probability, "loss");
        this.loss = probability;
        return this;
    }

    /** The share of messages sent twice, 0 to 1; each copy has its own delay and its own risk of loss. */
    public SimNetwork<M> duplicate(double probability) {
        Checks.probability(probability, "duplicate");
        this.duplicate = probability;
        return this;
    }

    /**
     * True: each direction between two endpoints keeps its order, as a connection does, and what was in flight to an
     * endpoint that was detached does not reach its successor under the same name. Loss and duplication, if set, still
     * apply. False (the start): datagrams.
     */
    public SimNetwork<M> fifo(boolean perLink) {
        this.fifo = perLink;
        return this;
    }

    /**
     * How a message appears in the trace; the start is its class name. The text counts in the trace hash, so it must be
     * the same in every run: no identity hashes, hence no {@code toString} of a message that holds an array.
     */
    public SimNetwork<M> describe(Function<? super M, String> text) {
        this.describe = text;
        return this;
    }

    /**
     * Splits the network, in place of any earlier split: two names can talk if they share a group, or if neither is in
     * any. A name in two groups is a bridge.
     */
    @SafeVarargs
    public final void partition(Collection<String>... groups) {
        this.groups.clear();
        for (Collection<String> group : groups) {
            this.groups.add(new LinkedHashSet<>(group));
        }
        world.trace("net partition " + this.groups);
    }

    /** Cuts one direction, until {@link #unblock} or {@link #heal}. */
    public void block(String from, String to) {
        blocked.add(new Link(from, to));
        world.trace("net block " + from + " -> " + to);
    }

    /** Ends what {@link #block} began. */
    public void unblock(String from, String to) {
        blocked.remove(new Link(from, to));
        world.trace("net unblock " + from + " -> " + to);
    }

    /** Ends all partitions and blocks. Delay, loss and duplication stay as they are set. */
    public void heal() {
        groups.clear();
        blocked.clear();
        world.trace("net heal");
    }

    /** Calls of {@link #send}. */
    public long sent() {
        return sent;
    }

    /** Copies handed to a receiver. */
    public long delivered() {
        return delivered;
    }

    /** Copies that will never arrive: lost, cut off, or without a sender or receiver. */
    public long dropped() {
        return dropped;
    }

    /** Second copies made; {@code sent + duplicated = delivered + dropped + in flight}. */
    public long duplicated() {
        return duplicated;
    }

    private void transmit(Link link, M message) {
        boolean lost = world.random().chance(loss);
        long delayNanos = delay.sample(world.random()); // drawn for lost ones too: a loss must not shift later draws
        if (!endpoints.containsKey(link.from)) {
            drop(link, message, "sender is gone");
        } else if (!connected(link)) {
            drop(link, message, "cut off");
        } else if (lost) {
            drop(link, message, "lost");
        } else {
            Endpoint<M> meantFor = fifo ? endpoints.get(link.to) : null;
            long wait = fifo ? inOrder(link, delayNanos) : delayNanos;
            boolean bound = fifo;
            world.schedule(
                    wait, "net " + link + " " + describe.apply(message), () -> arrive(link, message, bound, meantFor));
        }
    }

    private long inOrder(Link link, long delayNanos) {
        long now = world.nowNanos();
        Long last = lastDueNanos.get(link);
        long wait = last == null ? delayNanos : Math.max(delayNanos, last - now);
        lastDueNanos.put(link, now + wait);
        return wait;
    }

    private void arrive(Link link, M message, boolean bound, @Nullable Endpoint<M> meantFor) {
        Endpoint<M> there = endpoints.get(link.to);
        if (there == null || (bound && there != meantFor)) {
            drop(link, message, "receiver is gone");
        } else if (!connected(link)) {
            drop(link, message, "cut off in flight");
        } else {
            delivered++;
            there.receiver.accept(link.from, message);
        }
    }

    private boolean connected(Link link) {
        if (link.from.equals(link.to)) {
            return true;
        }
        return !blocked.contains(link) && sameSide(link.from, link.to);
    }

    private boolean sameSide(String a, String b) {
        boolean grouped = false;
        for (Set<String> group : groups) {
            boolean hasA = group.contains(a);
            boolean hasB = group.contains(b);
            if (hasA && hasB) {
                return true;
            }
            grouped |= hasA || hasB;
        }
        return !grouped;
    }

    private void drop(Link link, M message, String why) {
        dropped++;
        world.trace("net " + link + " " + describe.apply(message) + " dropped: " + why);
    }

    private record Link(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /** Compared by identity: a name attached again is another endpoint. */
    private static final class Endpoint<M> {
        private final BiConsumer<String, M> receiver;

        Endpoint(BiConsumer<String, M> receiver) {
            this.receiver = receiver;
        }
    }
}
