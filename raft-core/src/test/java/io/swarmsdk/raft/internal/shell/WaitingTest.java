package io.swarmsdk.raft.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.DeadlineExceededException;
import io.swarmsdk.raft.NotLeaderException;
import io.swarmsdk.raft.OutcomeUnknownException;
import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.RaftException.Outcome;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.core.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who waits, for what, and how long: all on one thread, at a time that the test tells. */
class WaitingTest {
    private static final long ORIGIN = Long.valueOf(Long.MAX_VALUE) - 500; // the clock wraps in the middle of a test

    private final Admission admission = new Admission(100, 1_000);
    private final Callbacks callbacks = new Callbacks("a", Runnable::run, List.of());
    private final Waiting waiting = new Waiting(ORIGIN);

    @Test
    void aDeadlineAfterTheAppendLeavesTheOutcomeOpen() {
        Pending<ProposalResult> appended = appended(100);
        Pending<ProposalResult> longer = appended(1_000);
        waiting.expire(ORIGIN + 99);
        assertThat(appended.ended()).isFalse();
        assertThat(waiting.nanosUntilDeadline(ORIGIN + 99, 50)).isEqualTo(1);

        waiting.expire(ORIGIN + 100);

        assertThat(failure(appended)).isInstanceOf(DeadlineExceededException.class);
        assertThat(failure(appended)).extracting(RaftException::outcome).isEqualTo(Outcome.UNKNOWN);
        assertThat(longer.ended()).isFalse();
        assertThat(waiting.nanosUntilDeadline(ORIGIN + 999, 50)).isEqualTo(1);
        assertThat(admission.inUse()).isEqualTo(1);
    }

    @Test
    void lostLeadershipEndsWhatIsNotCommittedAndNothingElse() {
        Pending<ProposalResult> first = appended(1_000);
        Pending<ProposalResult> second = appended(1_000);

        waiting.abortedFrom(second.index());

        assertThat(failure(second)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(waiting.committedUpTo(100)).containsExactly(first);
    }

    @Test
    void aRefusedProposalIsNotAppliedAndNamesTheLeader() {
        Pending<ProposalResult> pending = pending(1_000);
        waiting.proposalRejected(waiting.addProposal(pending, 1), Rejection.notLeader("b"));

        assertThat(failure(pending))
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        e -> assertThat(e.leaderHint()).contains("b"));
    }

    @Test
    void endedOperationsDoNotPileUpBehindALongDeadline() {
        var deadlines = new Deadlines(ORIGIN);
        for (int i = 0; i < 10_000; i++) {
            Pending<ProposalResult> pending = pending(1_000_000);
            deadlines.add(pending, admission.inUse());
            pending.fail(new OutcomeUnknownException("ended"));
        }
        List<Pending<?>> expired = new ArrayList<>();
        deadlines.expire(ORIGIN + 2_000_000, expired::add);

        assertThat(expired).isEmpty();
        assertThat(deadlines.nanosUntilNext(ORIGIN, 7)).isEqualTo(7);
    }

    @Test
    void admissionIsByNumberAndByBytesAndIsGivenBack() {
        assertThat(admission.enter(900)).isNull();
        assertThat(admission.enter(200)).hasMessage("proposals of 1000 bytes are pending already");
        admission.leave(900);
        assertThat(admission.enter(200)).isNull();
        for (int i = 0; i < 99; i++) {
            assertThat(admission.enter(0)).isNull();
        }
        assertThat(admission.enter(0)).hasMessage("maxPendingProposals: 100 are pending already");
        assertThat(admission.inUse()).isEqualTo(100);
    }

    @Test
    void aMessageLeavesWhenItsOwnWriteIsDurableAndNotBefore() {
        List<String> sent = new ArrayList<>();
        var held = new HeldSends((to, message) -> sent.add(to));
        RaftMessage vote = new RaftMessage.VoteResponse(1, true, false);
        held.sendAfter(2, "b", vote);
        held.sendAfter(1, "c", vote);

        held.durable(1);
        assertThat(sent).containsExactly("c");
        held.durable(3);
        assertThat(sent).containsExactly("c", "b");
        held.sendAfter(3, "d", vote);
        assertThat(sent).containsExactly("c", "b", "d");
    }

    private Pending<ProposalResult> appended(long nanos) {
        Pending<ProposalResult> pending = pending(nanos);
        long id = waiting.addProposal(pending, admission.inUse());
        waiting.appended(id, id, 1);
        return pending;
    }

    private Pending<ProposalResult> pending(long nanos) {
        assertThat(admission.enter(0)).isNull();
        return new Pending<>(admission, callbacks, 0, ORIGIN + nanos);
    }

    private static @Nullable RaftException failure(Pending<?> pending) {
        try {
            pending.future().getNow(null);
            return null;
        } catch (CompletionException e) {
            return (RaftException) e.getCause();
        }
    }
}
