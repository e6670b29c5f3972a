package io.swarmsdk.raft.testkit;

import io.swarmsdk.sim.History;
import io.swarmsdk.sim.Linearizability;
import io.swarmsdk.sim.SimRandom;
import io.swarmsdk.sim.Verdict;
import io.swarmsdk.sim.World;
import java.time.Duration;

/**
 * Clients that read and write registers through a {@link RaftSimulation} built with its own state machine, and keep a
 * record of what they asked and were told. {@link #verdict} says whether one correct object could have told them so.
 */
public final class RegisterWorkload {

    private static final long MAX_STATES = 2_000_000;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long IMPATIENCE_NANOS = Duration.ofMillis(60).toNanos();
    private static final double IMPATIENT = 0.5; // so that a node that hangs does not hold all clients
    private static final double READS_OF_WRITERS = 0.2;
    private static final double READS_OF_READERS = 0.9;
    private static final double ASK_ANYBODY = 0.2;

    private final RaftSimulation simulation;
    private final World world;
    private final SimRandom random;
    private final History<RegisterModel.Op, Long> history = new History<>();
    private int clients = 6;
    private int registers = 4;
    private long maxThinkNanos = Duration.ofMillis(40).toNanos();
    private boolean stopped;
    private long lastValue;
    private long done;

    /** Some mostly read, so that there are reads to go wrong even where no write gets through. */
    private record Client(String name, double reads) {}

    private RegisterWorkload(RaftSimulation simulation) {
        this.simulation = simulation;
        this.world = simulation.world();
        this.random = world.random().fork();
    }

    /** Six clients and four registers, not started yet. */
    public static RegisterWorkload on(RaftSimulation simulation) {
        return new RegisterWorkload(simulation);
    }

    /** So many clients, each with one request under way. */
    public RegisterWorkload clients(int count) {
        this.clients = count;
        return this;
    }

    /** So many registers; the more, the easier a history is to judge. */
    public RegisterWorkload registers(int count) {
        this.registers = count;
        return this;
    }

    /** The longest time that a client waits between two requests; the start is 40 ms. */
    public RegisterWorkload maxThinkTime(Duration duration) {
        this.maxThinkNanos = duration.toNanos();
        return this;
    }

    /** The clients begin. */
    public RegisterWorkload start() {
        for (int i = 1; i <= clients; i++) {
            boolean reader = i % 2 == 0;
            next(new Client((reader ? "reader-" : "writer-") + i, reader ? READS_OF_READERS : READS_OF_WRITERS));
        }
        return this;
    }

    /** The clients ask nothing new. */
    public RegisterWorkload stop() {
        stopped = true;
        return this;
    }

    /** Requests made so far. */
    public long asked() {
        return history.size();
    }

    /** Requests answered with a result so far. */
    public long done() {
        return done;
    }

    /** Judges what was recorded until now. */
    public Verdict verdict() {
        return Linearizability.check(new RegisterModel(), history, MAX_STATES);
    }

    private void next(Client client) {
        world.schedule(random.nextLong(1, maxThinkNanos), client.name, () -> {
            if (!stopped) {
                ask(client);
            }
        });
    }

    private void ask(Client client) {
        SimulatedNode node = choose();
        int register = random.nextInt(registers);
        if (random.chance(client.reads)) {
            Request request = new Request(client, new RegisterModel.Op(register, null));
            node.read(machine -> ((RegisterMachine) machine).value(register), request::answered);
        } else {
            Request request = new Request(client, new RegisterModel.Op(register, ++lastValue));
            node.propose(RegisterMachine.swap(register, lastValue), answer -> request.answered(toNumber(answer)));
        }
    }

    private SimulatedNode choose() {
        SimulatedNode any = random.pick(simulation.nodes());
        return random.chance(ASK_ANYBODY)
                ? any
                : any.leader().map(simulation::node).orElse(any);
    }

    private static Answer<Long> toNumber(Answer<byte[]> answer) {
        byte[] reply = answer.value();
        Long number = reply == null ? null : RegisterMachine.number(reply);
        return new Answer<>(answer.kind(), answer.index(), number, answer.leaderHint());
    }

    /** One request: answered, or given up by an impatient client, whatever comes first. */
    private final class Request {
        private final Client client;
        private final int op;
        private boolean over;

        Request(Client client, RegisterModel.Op what) {
            this.client = client;
            this.op = history.invoke(client.name, what, world.nowNanos());
            long patience = random.chance(IMPATIENT) ? IMPATIENCE_NANOS : PATIENCE_NANOS;
            world.schedule(patience, client.name + " gives up", () -> answered(Answer.unknown()));
        }

        void answered(Answer<Long> answer) {
            if (over) {
                return;
            }
            over = true;
            switch (answer.kind()) {
                case DONE -> {
                    history.ok(op, answer.result(), world.nowNanos());
                    done++;
                }
                case REJECTED -> history.failed(op);
                case UNKNOWN -> history.unknown(op);
            }
            next(client);
        }
    }
}
