package io.swarmsdk.gossip.testkit;

import io.swarmsdk.gossip.internal.codec.WireCodec;
import io.swarmsdk.gossip.internal.core.CoreConfig;
import io.swarmsdk.gossip.internal.core.CoreEffects;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.Message;
import io.swarmsdk.gossip.internal.core.SwimCore;
import io.swarmsdk.gossip.internal.core.SwimRules;
import io.swarmsdk.sim.SimNetwork;
import io.swarmsdk.sim.Timer;
import io.swarmsdk.sim.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of one member: a core, its codec and its timer. A restart makes a new one. */
final class SimMember implements CoreEffects {

    private static final int SOCKET_BUFFER_PACKETS = 1024;

    /** What the simulation watches. */
    interface Observer {
        void ran(SimMember member);

        void event(SimMember member, MemberChange change, MemberNews about);
    }

    private record Waiting(Endpoint from, byte[] bytes) {}

    final String name;
    final long epoch;
    final SwimCore core;
    private final World world;
    private final SimNetwork<byte[]> network;
    private final SimAddresses addresses;
    private final Observer observer;
    private final WireCodec codec;
    private final int packetBytes;
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable Timer timer;
    private long timerNanos;
    private boolean stopped;
    private boolean paused;
    private boolean keepsPackets;
    private boolean leaveSpread;

    SimMember(
            String name,
            long epoch,
            GossipSimulation.Setup setup,
            World world,
            SimNetwork<byte[]> network,
            SimAddresses addresses,
            Observer observer) {
        this.name = name;
        this.epoch = epoch;
        this.world = world;
        this.network = network;
        this.addresses = addresses;
        this.observer = observer;
        packetBytes = setup.packetBytes();
        codec = new WireCodec("simulation");
        CoreConfig config = new CoreConfig(setup.profile(), packetBytes - codec.overheadBytes());
        MemberNews own = MemberNews.alive(name, epoch, addresses.of(name), 0, new byte[0]);
        SwimRules rules = setup.rules();
        core = new SwimCore(config, rules, own, world.random().nextLong(), this, world.nowNanos());
    }

    void start(List<Endpoint> seeds) {
        network.attach(name, this::arrived);
        core.join(seeds);
        tick();
    }

    void stop() {
        stopped = true;
        network.detach(name);
        if (timer != null) {
            timer.cancel();
        }
    }

    boolean isPaused() {
        return paused;
    }

    boolean hasLeft() {
        return leaveSpread;
    }

    void pause(boolean keepPackets) {
        paused = true;
        keepsPackets = keepPackets;
    }

    /** As a process does that was stopped: reads what the socket kept, then looks at the clock. */
    void resume() {
        if (stopped) {
            return;
        }
        paused = false;
        List<Waiting> kept = List.copyOf(waiting);
        waiting.clear();
        kept.forEach(packet -> receive(packet.from, packet.bytes));
        tick();
    }

    void endTurn() {
        setTimer();
        observer.ran(this);
    }

    private void arrived(String from, byte[] bytes) {
        Endpoint endpoint = addresses.of(from);
        if (!paused) {
            receive(endpoint, bytes);
        } else if (keepsPackets && waiting.size() < SOCKET_BUFFER_PACKETS) {
            waiting.add(new Waiting(endpoint, bytes));
        }
    }

    private void receive(Endpoint from, byte[] bytes) {
        Message message = codec.decode(bytes);
        if (message != null) {
            core.receive(from, message, world.nowNanos());
            endTurn();
        }
    }

    private void tick() {
        if (!stopped && !paused) {
            core.tick(world.nowNanos());
            endTurn();
        }
    }

    private void setTimer() {
        long deadline = core.nextDeadlineNanos();
        if (timer != null) {
            if (timerNanos - deadline <= 0) {
                return;
            }
            timer.cancel();
        }
        timerNanos = deadline;
        long delay = Math.max(0, deadline - world.nowNanos());
        timer = world.schedule(delay, "tick " + name, () -> {
            timer = null;
            tick();
        });
    }

    @Override
    public void send(Endpoint to, Message message) {
        byte[] bytes = codec.encode(message);
        if (bytes.length > packetBytes) {
            throw new IllegalStateException(
                    name + " sent " + bytes.length + " bytes (expected: at most " + packetBytes + "): " + message);
        }
        network.send(name, addresses.nameOf(to), bytes);
    }

    @Override
    public void member(MemberChange change, MemberNews about) {
        world.trace(name + " sees " + change + " " + about);
        observer.event(this, change, about);
    }

    @Override
    public void viewChanged() {}

    @Override
    public void shown(EntryNews entry) {
        world.trace(name + " shows " + entry);
    }

    @Override
    public void hidden(EntryNews entry) {
        world.trace(name + " hides " + entry);
    }

    @Override
    public void leaveSpread() {
        leaveSpread = true;
    }

    @Override
    public void nameConflict(MemberNews other) {
        world.trace(name + " meets its name " + other);
    }
}
