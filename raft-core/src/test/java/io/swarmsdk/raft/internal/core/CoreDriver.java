package io.swarmsdk.raft.internal.core;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.AppendResponse;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One core with its surroundings in plain sight: the test is its network, its disk and its clock. */
final class CoreDriver implements RaftEffects, LogReader {

    static final long ELECTION_TIMEOUT = 1_000;
    static final long HEARTBEAT = 100;

    record Sent(String to, RaftMessage message) {}

    private record Held(long token, Sent sent) {}

    record Applied(long first, long last) {}

    final List<Sent> sent = new ArrayList<>();
    final List<AppendBatch> writes = new ArrayList<>();
    final List<Applied> applied = new ArrayList<>();
    final List<String> proposals = new ArrayList<>();
    final List<String> reads = new ArrayList<>();
    final List<String> transitions = new ArrayList<>();
    final List<LogEntry> log = new ArrayList<>();
    RaftCore core;
    long now;

    @Nullable
    String fatal;

    private final String self;
    private final List<String> voters;
    private final List<Held> held = new ArrayList<>();
    private final List<LogEntry> durableLog = new ArrayList<>();
    private final List<AppendBatch> undurable = new ArrayList<>();
    private HardState durableState = HardState.initial();
    private int maxAppendBytes = 1 << 20;
    private int maxInflight = 4;
    private long maxUncommittedBytes = 1 << 20;
    private boolean founder;
    private boolean diskWorks = true;
    private long lastToken;
    private long durableToken;

    private CoreDriver(String self, List<String> voters) {
        this.self = self;
        this.voters = voters;
        this.core = newCore();
    }

    /** A node called "a" that has never run; the others are voters too. Its disk answers at once. */
    static CoreDriver of(String... voters) {
        return node("a", voters);
    }

    static CoreDriver node(String self, String... voters) {
        return new CoreDriver(self, List.of(voters));
    }

    CoreDriver limits(int appendBytes, int inflight, long uncommittedBytes) {
        maxAppendBytes = appendBytes;
        maxInflight = inflight;
        maxUncommittedBytes = uncommittedBytes;
        core = newCore();
        return this;
    }

    /** The node that campaigns at once because its group is new. */
    CoreDriver founder() {
        founder = true;
        core = newCore();
        return this;
    }

    /** As after a restart with this term, no vote, and one entry per given term in the log. */
    CoreDriver recovered(long term, long... entryTerms) {
        durableState = new HardState(term, null);
        durableLog.clear();
        durableLog.addAll(entries(1, entryTerms));
        restart();
        return this;
    }

    /** A crash: what is not durable is gone, and nothing waits any more. */
    void restart() {
        log.clear();
        log.addAll(durableLog);
        undurable.clear();
        held.clear();
        sent.clear();
        lastToken = 0;
        durableToken = 0;
        core = newCore();
    }

    private RaftCore newCore() {
        var config = new CoreConfig(
                self, voters, ELECTION_TIMEOUT, HEARTBEAT, maxAppendBytes, maxInflight, maxUncommittedBytes, founder);
        return new RaftCore(config, durableState, this, 7, now, this);
    }

    CoreDriver diskHangs() {
        diskWorks = false;
        return this;
    }

    void diskCatchesUp() {
        diskWorks = true;
        settleDisk();
    }

    /** The disk says so about everything up to this token, and about no more. */
    void durable(long token) {
        while (durableToken < token) {
            durableToken++;
            AppendBatch batch = undurable.remove(0);
            apply(batch, durableLog);
            if (batch.hardState() != null) {
                durableState = batch.hardState();
            }
        }
        for (Held waiting : List.copyOf(held)) {
            if (waiting.token <= token) {
                held.remove(waiting);
                sent.add(waiting.sent);
            }
        }
        core.durable(token, now);
    }

    private void settleDisk() {
        while (diskWorks && durableToken < lastToken) {
            durable(lastToken);
        }
    }

    void receive(String from, RaftMessage message) {
        core.onMessage(from, message, now);
        endTurn();
    }

    void endTurn() {
        core.flush(now);
        settleDisk();
        core.flush(now);
    }

    void passTime(long nanos) {
        now += nanos;
        core.tick(now);
        endTurn();
    }

    /** Lets time pass until the core's own deadline. */
    void timeout() {
        passTime(core.nextDeadlineNanos() - now);
    }

    void propose(long id) {
        propose(id, 8);
        endTurn();
    }

    void propose(long id, int bytes) {
        core.propose(id, new byte[bytes], now);
    }

    void read(long id) {
        core.read(id, now);
        endTurn();
    }

    /** Campaigns and gets the votes of "b" and, among five, of "c". */
    CoreDriver electedLeader() {
        timeout();
        long term = core.term() + 1;
        for (String voter : friends()) {
            receive(voter, new VoteResponse(term, true, true));
        }
        for (String voter : friends()) {
            receive(voter, new VoteResponse(term, true, false));
        }
        if (core.role() != Role.LEADER) {
            throw new AssertionError("not elected: " + transitions);
        }
        return this;
    }

    /** As above, and everybody has acknowledged what the new leader has. */
    CoreDriver establishedLeader() {
        electedLeader();
        for (String follower : others()) {
            receive(follower, ack(core.term(), core.lastIndex()));
        }
        sent.clear();
        return this;
    }

    private List<String> friends() {
        return others().subList(0, voters.size() / 2);
    }

    private List<String> others() {
        return voters.stream().filter(voter -> !voter.equals(self)).toList();
    }

    List<RaftMessage> sentTo(String peer) {
        return sent.stream()
                .filter(each -> each.to.equals(peer))
                .map(Sent::message)
                .toList();
    }

    List<Long> logTerms() {
        return log.stream().map(LogEntry::term).toList();
    }

    static List<LogEntry> entries(long firstIndex, long... terms) {
        List<LogEntry> entries = new ArrayList<>();
        LongStream.of(terms)
                .forEach(term -> entries.add(LogEntry.command(firstIndex + entries.size(), term, new byte[8])));
        return entries;
    }

    static AppendRequest append(long term, long prevIndex, long prevTerm, long commit, long... entryTerms) {
        return new AppendRequest(term, prevIndex, prevTerm, commit, 0, entries(prevIndex + 1, entryTerms));
    }

    static AppendResponse ack(long term, long matchIndex) {
        return new AppendResponse(term, true, matchIndex, 0, 0, 0);
    }

    static VoteRequest voteRequest(long term, long lastIndex, long lastTerm) {
        return new VoteRequest(term, lastIndex, lastTerm, false);
    }

    private static void apply(AppendBatch batch, List<LogEntry> to) {
        if (batch.truncateFrom() != AppendBatch.NO_TRUNCATION) {
            to.subList((int) batch.truncateFrom() - 1, to.size()).clear();
        }
        to.addAll(batch.entries());
    }

    @Override
    public void append(long token, AppendBatch batch) {
        if (token != lastToken + 1) {
            throw new AssertionError("token " + token + " after " + lastToken);
        }
        lastToken = token;
        writes.add(batch);
        undurable.add(batch);
        apply(batch, log);
    }

    @Override
    public void sendNow(String to, RaftMessage message) {
        sent.add(new Sent(to, message));
    }

    @Override
    public void sendAfter(long token, String to, RaftMessage message) {
        held.add(new Held(token, new Sent(to, message)));
    }

    @Override
    public void apply(long firstIndex, long lastIndex) {
        applied.add(new Applied(firstIndex, lastIndex));
    }

    @Override
    public void proposalAppended(long proposalId, long index, long term) {
        proposals.add(proposalId + " at " + index + "@" + term);
    }

    @Override
    public void proposalRejected(long proposalId, Rejection why) {
        proposals.add(proposalId + " " + why.reason() + " " + why.leaderHint());
    }

    @Override
    public void proposalsAborted(long fromIndexInclusive) {
        proposals.add("aborted from " + fromIndexInclusive);
    }

    @Override
    public void readReady(long readId, long readIndex) {
        reads.add(readId + " at " + readIndex);
    }

    @Override
    public void readRejected(long readId, Rejection why) {
        reads.add(readId + " " + why.reason() + " " + why.leaderHint());
    }

    @Override
    public void roleChanged(Role from, Role to, long term, @Nullable String leader, String reason) {
        transitions.add(from + " -> " + to + " in " + term);
    }

    @Override
    public void leaderChanged(long term, @Nullable String leader) {}

    @Override
    public void fatal(String why) {
        fatal = why;
    }

    @Override
    public long lastIndex() {
        return log.size();
    }

    @Override
    public long termAt(long index) {
        return index == 0 ? 0 : log.get((int) index - 1).term();
    }

    @Override
    public List<LogEntry> read(long fromIndex, long toIndexInclusive, int maxBytes) {
        List<LogEntry> entries = new ArrayList<>();
        int bytes = 0;
        for (long index = fromIndex; index <= toIndexInclusive && bytes < maxBytes; index++) {
            LogEntry entry = log.get((int) index - 1);
            entries.add(entry);
            bytes += entry.sizeBytes();
        }
        return entries;
    }
}
