package io.swarmsdk.raft.internal.core;

import org.jspecify.annotations.Nullable;

/**
 * One Raft node, without its disk, network and clock: it is told what happened and when, and answers with calls on
 * {@link RaftEffects}. Same construction and same inputs give the same effects.
 *
 * <p>One turn of the code around it: tell it any number of inputs, then {@link #flush} once, which appends the turn's
 * proposals in one write and sends what the turn made necessary. {@link #tick} is due at {@link #nextDeadlineNanos}.
 *
 * <p>Durability: an acknowledgement, a granted vote and the leader's own copy count only when {@link #durable} has
 * said so, and entries are applied only when committed and durable here. A crash is followed by a new core, built from
 * the hard state and the log that are durable; whoever recovers them makes sure that they are.
 *
 * <p>Confined to the thread that drives it. Times are nanoseconds of any monotonic origin and are compared by
 * subtraction. Never throws for what a peer sent.
 */
public final class RaftCore {

    private static final long NEVER_NANOS = Long.MAX_VALUE / 4;

    private final CoreState state;
    private final RoleSwitch roles;
    private final MessageCheck check = new MessageCheck();
    private final RaftMessage.Receiver receiver;
    private long ignoredMessages;

    /** A node that starts, or starts again, as a follower. No effect is emitted before the first input. */
    public RaftCore(
            CoreConfig config, HardState recovered, LogReader log, long randomSeed, long nowNanos, RaftEffects fx) {
        this(config, recovered, log, randomSeed, nowNanos, fx, CommitRule.RAFT);
    }

    /** As above with another commit rule: for tests of the simulator, which break it on purpose. */
    public RaftCore(
            CoreConfig config,
            HardState recovered,
            LogReader log,
            long randomSeed,
            long nowNanos,
            RaftEffects fx,
            CommitRule commitRule) {
        Journal journal = new Journal(recovered, log, fx);
        this.state = new CoreState(config, commitRule, journal, fx, new CoreRandom(randomSeed), nowNanos);
        this.roles = new RoleSwitch(state);
        this.receiver = new Dispatcher(state, roles);
    }

    /** A message arrived. Nonsense and strangers are counted and dropped. */
    public void onMessage(String from, RaftMessage message, long nowNanos) {
        if (!begin(nowNanos)) {
            return;
        }
        if (!state.config.isPeer(from) || !check.accepts(from, message)) {
            ignoredMessages++;
            return;
        }
        message.deliverTo(from, receiver);
        finish();
    }

    /** Time has passed. Calling it early does no harm. */
    public void tick(long nowNanos) {
        if (begin(nowNanos) && nowNanos - roles.current().deadlineNanos() >= 0) {
            roles.current().expire();
            finish();
        }
    }

    /** When {@link #tick} is due; far away once the core has stopped. */
    public long nextDeadlineNanos() {
        return roles.stopped()
                ? state.nowNanos() + NEVER_NANOS
                : roles.current().deadlineNanos();
    }

    /** Append this. Accepted proposals are appended by {@link #flush}, all of a turn in one write. */
    public void propose(long proposalId, byte[] command, long nowNanos) {
        if (begin(nowNanos)) {
            roles.current().propose(proposalId, command);
        } else {
            state.fx.proposalRejected(proposalId, Rejection.stopped());
        }
    }

    /** Which index must be applied for a linearizable read that begins now? */
    public void read(long readId, long nowNanos) {
        if (begin(nowNanos)) {
            roles.current().read(readId);
        } else {
            state.fx.readRejected(readId, Rejection.stopped());
        }
    }

    /** The turn ends. */
    public void flush(long nowNanos) {
        if (begin(nowNanos)) {
            roles.current().flush();
            finish();
        }
    }

    /** The write with this token is durable, and with it all before it. Must not be called from within an effect. */
    public void durable(long token, long nowNanos) {
        if (begin(nowNanos) && state.journal.durable(token)) {
            state.applyCommitted();
            roles.current().onDurable();
            finish();
        }
    }

    /** A write failed. The disk can no longer be trusted: the core stops for good. */
    public void storageFailed(String why, long nowNanos) {
        if (begin(nowNanos)) {
            roles.stop("storage failed: " + why);
        }
    }

    /** This node's role. */
    public Role role() {
        return roles.current().role();
    }

    /** The current term. */
    public long term() {
        return state.journal.term();
    }

    /** The leader of the current term, if known. */
    public @Nullable String leader() {
        return state.leader();
    }

    /** The last index known to be committed. */
    public long commitIndex() {
        return state.commitIndex();
    }

    /** The last index of the log. */
    public long lastIndex() {
        return state.journal.lastIndex();
    }

    /** Up to here the log is durable on this node. */
    public long durableIndex() {
        return state.journal.durableIndex();
    }

    /** Messages dropped because they came from no peer or made no sense. */
    public long ignoredMessages() {
        return ignoredMessages;
    }

    private boolean begin(long nowNanos) {
        state.timeIs(nowNanos);
        return !roles.stopped();
    }

    /** A term entered in this input is written in this input. */
    private void finish() {
        if (!roles.stopped()) {
            state.journal.persist(state.nowNanos());
        }
    }
}
