package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import io.swarmsdk.sim.SimRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The apply thread of one incarnation: lags behind by a random time, feeds the state machine, and answers what waits
 * for an index. Callers are answered from a later event, never from within the node.
 */
final class Applier {

    private static final long MAX_LAG_NANOS = 500_000;

    private record Proposal(byte[] command, Consumer<Answer<byte[]>> asker) {}

    private record Read(Runnable query, Runnable giveUp) {}

    private final Group group;
    private final String node;
    private final SimRandom random;
    private final StateMachine machine;
    private final TreeMap<Long, Proposal> proposals = new TreeMap<>();
    private final TreeMap<Long, List<Read>> reads = new TreeMap<>();
    private final List<LogEntry> committed = new ArrayList<>();
    private boolean scheduled;
    private boolean closed;
    private long appliedIndex;
    private long leadsTerm;

    Applier(Group group, String node, SimRandom random, StateMachine machine) {
        this.group = group;
        this.node = node;
        this.random = random;
        this.machine = machine;
    }

    StateMachine machine() {
        return machine;
    }

    long appliedIndex() {
        return appliedIndex;
    }

    /** This node has begun to lead {@code term}; 0 when it has ceased to lead. */
    void leads(long term) {
        leadsTerm = term;
    }

    void commit(List<LogEntry> entries) {
        long expected = appliedIndex + committed.size() + 1;
        long first = entries.get(0).index();
        group.violations.require(
                first == expected, Promise.NOTHING_GOES_BACK, "%s applies %d, not %d", node, first, expected);
        committed.addAll(entries);
        if (!scheduled) {
            scheduled = true;
            group.world.schedule(random.nextLong(0, MAX_LAG_NANOS), "apply " + node, this::applyAll);
        }
    }

    void propose(long index, byte[] command, Consumer<Answer<byte[]>> asker) {
        proposals.put(index, new Proposal(command, asker));
    }

    /** Leadership ended: whether these will be applied is open. */
    void abortFrom(long index) {
        var aborted = proposals.tailMap(index, true);
        aborted.values().forEach(proposal -> answer(() -> proposal.asker.accept(Answer.unknown())));
        aborted.clear();
    }

    /** Runs the query once {@code index} is applied, or gives up when the node dies. */
    void readAt(long index, Runnable query, Runnable giveUp) {
        if (index <= appliedIndex) {
            query.run();
        } else {
            reads.computeIfAbsent(index, absent -> new ArrayList<>()).add(new Read(query, giveUp));
        }
    }

    /** The node dies: nobody will be told anything. */
    void close() {
        closed = true;
        abortFrom(0);
        reads.values().forEach(waiting -> waiting.forEach(read -> read.giveUp.run()));
        reads.clear();
    }

    /** Answers in an event of its own: what the caller does then must not happen inside the node. */
    void answer(Runnable told) {
        group.world.schedule(0, "answer from " + node, told);
    }

    private void applyAll() {
        if (closed) {
            return;
        }
        scheduled = false;
        List<LogEntry> entries = List.copyOf(committed);
        committed.clear();
        List<CommittedEntry> commands = new ArrayList<>();
        for (LogEntry entry : entries) {
            group.logChecks.applied(node, entry);
            if (entry.kind() == LogEntry.Kind.COMMAND) {
                commands.add(new CommittedEntry(entry.index(), entry.term(), entry.payload()));
            }
        }
        List<byte[]> replies = commands.isEmpty() ? List.of() : machine.apply(commands);
        appliedIndex = entries.get(entries.size() - 1).index();
        for (int i = 0; i < commands.size(); i++) {
            reply(commands.get(i).index(), replies.get(i));
        }
        if (entries.stream().anyMatch(entry -> entry.term() == leadsTerm)) {
            machine.caughtUpInTerm(leadsTerm);
            leadsTerm = 0;
        }
        var ready = reads.headMap(appliedIndex, true);
        ready.values().forEach(waiting -> waiting.forEach(read -> read.query.run()));
        ready.clear();
    }

    private void reply(long index, byte[] reply) {
        Proposal proposal = proposals.remove(index);
        if (proposal != null) {
            group.logChecks.acknowledged(index, proposal.command);
            answer(() -> proposal.asker.accept(Answer.done(index, reply)));
        }
    }
}
