package io.swarmsdk.raft.internal.core;

import static io.swarmsdk.raft.internal.core.CoreDriver.ELECTION_TIMEOUT;
import static io.swarmsdk.raft.internal.core.CoreDriver.HEARTBEAT;
import static io.swarmsdk.raft.internal.core.CoreDriver.ack;
import static io.swarmsdk.raft.internal.core.CoreDriver.append;
import static io.swarmsdk.raft.internal.core.CoreDriver.voteRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendResponse;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteResponse;
import org.junit.jupiter.api.Test;

class ElectionTest {

    private static VoteResponse vote(long term) {
        return new VoteResponse(term, true, false);
    }

    private static VoteResponse preVote(long term) {
        return new VoteResponse(term, true, true);
    }

    @Test
    void aSilentFollowerAsksForPreVotesAndRaisesNoTerm() {
        var node = CoreDriver.of("a", "b", "c").recovered(4, 1, 4);
        node.timeout();
        assertThat(node.core.role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(node.core.term()).isEqualTo(4);
        assertThat(node.writes).isEmpty();
        assertThat(node.sentTo("b")).containsExactly(new VoteRequest(5, 2, 4, true));
        assertThat(node.sentTo("c")).hasSize(1);
    }

    @Test
    void theFounderOfANewGroupAsksAgainSoonSinceItsVotersAreOnlyJustStarting() {
        var node = CoreDriver.of("a", "b", "c").founder();
        node.core.tick(node.now);
        assertThat(node.sentTo("b")).containsExactly(new VoteRequest(1, 0, 0, true));
        node.now += 2 * HEARTBEAT;
        node.core.tick(node.now);
        assertThat(node.sentTo("b")).hasSize(2);
        assertThat(node.core.term()).isZero();
    }

    @Test
    void aFounderThatHasSeenATermWaitsLikeAnyOther() {
        var node = CoreDriver.of("a", "b", "c").founder().recovered(1);
        node.core.tick(node.now);
        node.now += ELECTION_TIMEOUT - 1;
        node.core.tick(node.now);
        assertThat(node.sentTo("b")).hasSize(1);
    }

    @Test
    void aMajorityOfPreVotesStartsTheRealElectionWithItsOwnVote() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.timeout();
        node.receive("b", preVote(5));
        assertThat(node.core.role()).isEqualTo(Role.CANDIDATE);
        assertThat(node.writes).extracting(AppendBatch::hardState).containsExactly(new HardState(5, "a"));
        assertThat(node.sentTo("c")).last().isEqualTo(new VoteRequest(5, 0, 0, false));
        node.receive("c", vote(5));
        assertThat(node.core.role()).isEqualTo(Role.LEADER);
        assertThat(node.transitions)
                .containsExactly(
                        "FOLLOWER -> PRE_CANDIDATE in 4",
                        "PRE_CANDIDATE -> CANDIDATE in 5",
                        "CANDIDATE -> LEADER in 5");
    }

    @Test
    void aVoteIsAskedForOnlyWhenTheOwnOneIsDurable() {
        var node = CoreDriver.of("a", "b", "c").diskHangs();
        node.timeout();
        node.sent.clear();
        node.receive("b", preVote(1));
        assertThat(node.core.role()).isEqualTo(Role.CANDIDATE);
        assertThat(node.sent).isEmpty();
        node.diskCatchesUp();
        assertThat(node.sentTo("c")).containsExactly(new VoteRequest(1, 0, 0, false));
    }

    @Test
    void aCandidatesOwnVoteCountsOnlyWhenItIsDurable() {
        var node = CoreDriver.of("a", "b", "c").diskHangs();
        node.timeout();
        node.receive("b", preVote(1));
        node.receive("b", vote(1));
        assertThat(node.core.role()).isEqualTo(Role.CANDIDATE);
        node.diskCatchesUp();
        assertThat(node.core.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void aSingleVoterElectsItselfAndCommitsWhenItsDiskHasSpoken() {
        var node = CoreDriver.of("a");
        node.timeout();
        assertThat(node.core.role()).isEqualTo(Role.LEADER);
        assertThat(node.core.commitIndex()).isEqualTo(1);
        assertThat(node.applied).containsExactly(new CoreDriver.Applied(1, 1));
    }

    @Test
    void aNodeMayCampaignAtItsStart() {
        var node = CoreDriver.of("a", "b");
        var config = new CoreConfig("a", java.util.List.of("a", "b"), ELECTION_TIMEOUT, HEARTBEAT, 1, 1, 1, true);
        var core = new RaftCore(config, HardState.initial(), node, 1, node.now, node);
        core.tick(node.now);
        assertThat(core.role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    @Test
    void aGrantedVoteLeavesOnlyWhenItIsDurableAndACrashBeforeThatFreesIt() {
        var node = CoreDriver.of("a", "b", "c").recovered(4).diskHangs();
        node.receive("b", voteRequest(5, 0, 0));
        assertThat(node.sent).isEmpty();
        node.restart();
        node.diskCatchesUp();
        node.receive("c", voteRequest(5, 0, 0));
        assertThat(node.sentTo("c")).containsExactly(vote(5));
    }

    @Test
    void keepsItsVoteAcrossARestart() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.receive("b", voteRequest(5, 0, 0));
        node.restart(); // only what was persisted survives
        node.receive("c", voteRequest(5, 0, 0));
        node.receive("b", voteRequest(5, 0, 0));
        assertThat(node.sentTo("c")).containsExactly(new VoteResponse(5, false, false));
        assertThat(node.sentTo("b")).containsExactly(vote(5));
    }

    @Test
    void enteringATermAndVotingInItIsOneWrite() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.receive("b", voteRequest(7, 0, 0));
        assertThat(node.writes).extracting(AppendBatch::hardState).containsExactly(new HardState(7, "b"));
    }

    @Test
    void aStaleLogGetsNoVoteButItsTermIsAdopted() {
        var node = CoreDriver.of("a", "b", "c").recovered(4, 1, 4);
        node.receive("b", voteRequest(9, 5, 3));
        assertThat(node.sentTo("b")).containsExactly(new VoteResponse(9, false, false));
        assertThat(node.core.term()).isEqualTo(9);
        node.receive("c", voteRequest(9, 2, 4));
        assertThat(node.sentTo("c")).containsExactly(vote(9));
    }

    @Test
    void aCandidateIsIgnoredWhileTheLeaderIsAlive() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.receive("b", append(4, 0, 0, 0));
        node.sent.clear();
        node.receive("c", voteRequest(5, 9, 4));
        node.receive("c", new VoteRequest(5, 9, 4, true));
        assertThat(node.core.term()).isEqualTo(4);
        assertThat(node.sentTo("c")).containsExactly(new VoteResponse(4, false, true));
        node.now += ELECTION_TIMEOUT;
        node.receive("c", new VoteRequest(5, 9, 4, true));
        assertThat(node.sentTo("c")).last().isEqualTo(preVote(5));
        assertThat(node.core.term()).isEqualTo(4);
    }

    @Test
    void aPreVoteNeverCountsAsAVoteAndAVoterCountsOnce() {
        var node = CoreDriver.of("a", "b", "c", "d", "e");
        node.timeout();
        node.receive("b", preVote(1));
        node.receive("b", preVote(1));
        assertThat(node.core.role()).isEqualTo(Role.PRE_CANDIDATE);
        node.receive("c", preVote(1));
        assertThat(node.core.role()).isEqualTo(Role.CANDIDATE);
        node.receive("d", preVote(1));
        node.receive("e", preVote(1));
        node.receive("b", vote(1));
        node.receive("b", vote(1));
        assertThat(node.core.role()).isEqualTo(Role.CANDIDATE);
        node.receive("c", vote(1));
        assertThat(node.core.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void aCandidateThatMeetsTheLeaderOfItsTermFollowsItAndKeepsItsVote() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.timeout();
        node.receive("b", preVote(5));
        node.receive("c", append(5, 0, 0, 0));
        assertThat(node.core.role()).isEqualTo(Role.FOLLOWER);
        assertThat(node.core.leader()).isEqualTo("c");
        node.now += 2 * ELECTION_TIMEOUT;
        node.receive("b", voteRequest(5, 9, 5));
        assertThat(node.sentTo("b")).last().isEqualTo(new VoteResponse(5, false, false));
    }

    @Test
    void aCandidateRefusedByAMajorityBecomesAFollower() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.timeout();
        node.receive("b", new VoteResponse(4, false, true));
        assertThat(node.core.role()).isEqualTo(Role.PRE_CANDIDATE);
        node.receive("c", new VoteResponse(4, false, true));
        assertThat(node.core.role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void aSplitVoteIsFollowedByAnotherPreVote() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.timeout();
        node.receive("b", preVote(5));
        node.timeout();
        assertThat(node.core.role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(node.core.term()).isEqualTo(5);
    }

    @Test
    void aLeaderWithoutAMajorityStepsDownWithinAnElectionTimeoutAndAHeartbeat() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.propose(1);
        long lost = node.now;
        while (node.core.role() == Role.LEADER) {
            node.timeout();
        }
        assertThat(node.now - lost).isBetween(ELECTION_TIMEOUT, ELECTION_TIMEOUT + HEARTBEAT);
        assertThat(node.proposals).containsExactly("1 at 2@1", "aborted from 2");
        node.propose(2);
        assertThat(node.proposals).last().isEqualTo("2 NOT_LEADER null");
    }

    @Test
    void aLeaderIsKeptByAMajorityThatAnswers() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        for (int i = 0; i < 30; i++) {
            node.timeout();
            node.receive("b", ack(1, 1));
        }
        assertThat(node.core.role()).isEqualTo(Role.LEADER);
    }

    @Test
    void aHigherTermInAnAnswerEndsALeadership() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.receive("b", new AppendResponse(6, false, 1, 0, 0, 0));
        assertThat(node.core.role()).isEqualTo(Role.FOLLOWER);
        assertThat(node.core.term()).isEqualTo(6);
        assertThat(node.writes).last().extracting(AppendBatch::hardState).isEqualTo(new HardState(6, null));
    }

    @Test
    void anOldLeaderIsToldTheHigherTermAndChangesNothing() {
        var node = CoreDriver.of("a", "b", "c").recovered(4, 1);
        long deadline = node.core.nextDeadlineNanos();
        node.now += 10;
        node.receive("b", append(3, 0, 0, 1, 3, 3));
        assertThat(node.sentTo("b")).containsExactly(new AppendResponse(4, false, 0, 0, 0, 0));
        assertThat(node.logTerms()).containsExactly(1L);
        assertThat(node.core.leader()).isNull();
        assertThat(node.core.nextDeadlineNanos()).isEqualTo(deadline);
    }

    @Test
    void aLeaderWhoseOwnDiskHangsGivesUpAndDoesNotComeBackBeforeItMoves() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader().diskHangs();
        node.propose(1);
        for (int i = 0; i < 19; i++) {
            node.timeout();
            node.receive("b", ack(1, 2));
        }
        assertThat(node.core.role()).isEqualTo(Role.LEADER);
        node.timeout();
        assertThat(node.core.role()).isEqualTo(Role.FOLLOWER);
        node.timeout();
        node.timeout();
        assertThat(node.core.role()).isEqualTo(Role.FOLLOWER);
        node.diskCatchesUp();
        node.timeout();
        assertThat(node.core.role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    @Test
    void entriesOfATermProveItWhenTheHardStateWrittenWithThemWasTorn() {
        var node = CoreDriver.of("a", "b", "c").recovered(3, 1, 5);
        assertThat(node.core.term()).isEqualTo(5);
        node.receive("b", voteRequest(4, 9, 4));
        assertThat(node.sentTo("b")).containsExactly(new VoteResponse(5, false, false));
    }

    @Test
    void anotherLeaderInTheSameTermStopsTheCore() {
        var node = CoreDriver.of("a", "b", "c").recovered(4);
        node.receive("b", append(4, 0, 0, 0));
        node.receive("c", append(4, 0, 0, 0));
        assertThat(node.fatal).isEqualTo("two leaders in term 4: b and c");
    }
}
