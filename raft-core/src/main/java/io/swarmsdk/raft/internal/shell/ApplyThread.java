package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.OutcomeUnknownException;
import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.log.EntryReader;
import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns the state machine: applies what is committed, in order, and answers those who wait for it. The loop only moves
 * the target; a state machine that takes its time holds up nobody but its own callers.
 */
final class ApplyThread {
    private static final int CHUNK_BYTES = 1 << 20;

    private record Reader(long index, Pending<Long> pending) {}

    private record Answer(Pending<ProposalResult> to, ProposalResult result) {}

    private final StateMachine machine;
    private final EntryReader log;
    private final Callbacks callbacks;
    private final Consumer<Throwable> fatal;
    private final Thread thread;

    private final Object lock = new Object(); // guards target, proposers, readers, leadingTerm, stopped
    private final ArrayDeque<Pending<ProposalResult>> proposers = new ArrayDeque<>();
    private final PriorityQueue<Reader> readers = new PriorityQueue<>(Comparator.comparingLong(Reader::index));
    private long target;
    private long leadingTerm;
    private boolean stopped;

    private volatile long applied; // written by this thread alone
    private long caughtUpTerm;

    ApplyThread(String self, StateMachine machine, EntryReader log, Callbacks callbacks, Consumer<Throwable> fatal) {
        this.machine = machine;
        this.log = log;
        this.callbacks = callbacks;
        this.fatal = fatal;
        this.thread = Threads.named(self, "apply", this::run);
    }

    void start() {
        thread.start();
    }

    long applied() {
        return applied;
    }

    /** All up to {@code index} is committed; {@code owners} wait for entries among them, in order of index. */
    void commit(long index, List<Pending<ProposalResult>> owners) {
        synchronized (lock) {
            target = index;
            proposers.addAll(owners);
            lock.notifyAll();
        }
    }

    void read(long index, Pending<Long> pending) {
        synchronized (lock) {
            readers.add(new Reader(index, pending));
            lock.notifyAll();
        }
    }

    /** This node leads {@code term}; 0 when it does not lead. */
    void leading(long term) {
        synchronized (lock) {
            leadingTerm = term;
        }
    }

    /** Ends after the call under way, and returns what is left without an answer. */
    List<Pending<?>> stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
            List<Pending<?>> left = new ArrayList<>(proposers);
            readers.forEach(reader -> left.add(reader.pending));
            proposers.clear();
            readers.clear();
            return left;
        }
    }

    Thread thread() {
        return thread;
    }

    private void run() {
        try {
            for (long next = awaitWork(); next >= 0; next = awaitWork()) {
                if (next > applied) {
                    applyChunk(next);
                }
                answerReaders();
            }
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        } catch (InterruptedException e) {
            fatal.accept(new IllegalStateException("the apply thread was interrupted", e));
        }
    }

    /** What to apply up to; -1 to end. */
    private long awaitWork() throws InterruptedException {
        synchronized (lock) {
            while (!stopped && target <= applied && !readable()) {
                lock.wait();
            }
            return stopped ? -1 : target;
        }
    }

    private boolean readable() {
        Reader first = readers.peek();
        return first != null && first.index <= applied;
    }

    private void applyChunk(long last) {
        List<LogEntry> entries = log.read(applied + 1, last, CHUNK_BYTES);
        List<CommittedEntry> commands = new ArrayList<>(entries.size());
        for (LogEntry entry : entries) {
            if (entry.kind() == LogEntry.Kind.COMMAND) {
                commands.add(new CommittedEntry(entry.index(), entry.term(), entry.payload()));
            }
        }
        List<byte[]> replies = commands.isEmpty() ? List.of() : machine.apply(commands);
        Thread.interrupted(); // a flag left behind by the state machine would close the log's files
        if (replies.size() != commands.size()) {
            throw new IllegalStateException("apply: " + replies.size() + " replies (expected: one for each of "
                    + commands.size() + " commands)");
        }
        LogEntry newest = entries.get(entries.size() - 1);
        applied = newest.index();
        answer(commands, replies);
        tellProgress(newest);
    }

    private void answer(List<CommittedEntry> commands, List<byte[]> replies) {
        List<Answer> due = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            CommittedEntry command = commands.get(i);
            Pending<ProposalResult> owner = ownerOf(command);
            if (owner != null && owner.end()) {
                due.add(new Answer(owner, new ProposalResult(command.index(), command.term(), replies.get(i))));
            }
        }
        if (!due.isEmpty()) {
            callbacks.run(() -> due.forEach(answer -> answer.to.complete(answer.result)));
        }
    }

    private @Nullable Pending<ProposalResult> ownerOf(CommittedEntry command) {
        synchronized (lock) {
            Pending<ProposalResult> first = proposers.peek();
            while (first != null && first.index() <= command.index()) {
                proposers.remove();
                if (first.index() == command.index() && first.term() == command.term()) {
                    return first;
                }
                first.fail(new OutcomeUnknownException("entry " + first.index() + " is not the one proposed"));
                first = proposers.peek();
            }
            return null;
        }
    }

    private void tellProgress(LogEntry newest) {
        boolean caughtUp;
        synchronized (lock) {
            caughtUp = newest.term() == leadingTerm && caughtUpTerm < leadingTerm;
        }
        if (caughtUp) {
            caughtUpTerm = newest.term();
            machine.caughtUpInTerm(newest.term());
            Thread.interrupted();
        }
        callbacks.tellApplied(newest.index());
    }

    private void answerReaders() {
        List<Reader> due = new ArrayList<>();
        synchronized (lock) {
            while (readable()) {
                Reader reader = readers.remove();
                if (reader.pending.end()) {
                    due.add(reader);
                }
            }
        }
        if (!due.isEmpty()) {
            callbacks.run(() -> due.forEach(reader -> reader.pending.complete(reader.index)));
        }
    }
}
