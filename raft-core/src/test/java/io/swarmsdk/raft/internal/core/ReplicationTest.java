package io.swarmsdk.raft.internal.core;

import static io.swarmsdk.raft.internal.core.CoreDriver.ack;
import static io.swarmsdk.raft.internal.core.CoreDriver.append;
import static io.swarmsdk.raft.internal.core.CoreDriver.entries;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.AppendResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationTest {

    @Test
    void aNewLeaderOpensItsTermWithAnEntryOfItsOwn() {
        var node = CoreDriver.of("a", "b", "c").recovered(4, 1, 4).electedLeader();
        assertThat(node.log).last().isEqualTo(LogEntry.noop(3, 5));
        assertThat(node.sentTo("b")).last().isEqualTo(new AppendRequest(5, 2, 4, 0, 0, List.of(LogEntry.noop(3, 5))));
    }

    @Test
    void theProposalsOfATurnAreOneWriteAndOneMessagePerPeer() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        int writesBefore = node.writes.size();
        node.propose(1, 8);
        node.propose(2, 8);
        node.propose(3, 8);
        node.endTurn();
        assertThat(node.writes).hasSize(writesBefore + 1);
        assertThat(node.proposals).containsExactly("1 at 2@1", "2 at 3@1", "3 at 4@1");
        assertThat(node.sentTo("b")).containsExactly(append(1, 1, 1, 1, 1, 1, 1));
    }

    @Test
    void anEntryIsCommittedWhenAMajorityHoldsItAndFollowersAreToldAtOnce() {
        var node = CoreDriver.of("a", "b", "c", "d", "e").establishedLeader();
        node.propose(1);
        node.receive("b", ack(1, 2));
        assertThat(node.core.commitIndex()).isEqualTo(1);
        node.sent.clear();
        node.receive("c", ack(1, 2));
        assertThat(node.core.commitIndex()).isEqualTo(2);
        assertThat(node.applied).last().isEqualTo(new CoreDriver.Applied(2, 2));
        assertThat(node.sentTo("b")).containsExactly(append(1, 2, 1, 2));
    }

    @Test
    void theLeadersOwnCopyCountsOnlyWhenItIsDurable() {
        var node = CoreDriver.of("a", "b", "c", "d", "e").establishedLeader().diskHangs();
        node.propose(1);
        node.receive("b", ack(1, 2));
        node.receive("c", ack(1, 2));
        assertThat(node.core.commitIndex()).isEqualTo(1);
        node.diskCatchesUp();
        assertThat(node.core.commitIndex()).isEqualTo(2);
    }

    @Test
    void followersCanCommitAheadOfTheLeadersDiskButNothingIsAppliedAheadOfIt() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader().diskHangs();
        node.propose(1);
        node.receive("b", ack(1, 2));
        node.receive("c", ack(1, 2));
        assertThat(node.core.commitIndex()).isEqualTo(2);
        assertThat(node.applied).last().isEqualTo(new CoreDriver.Applied(1, 1));
        node.diskCatchesUp();
        assertThat(node.applied).last().isEqualTo(new CoreDriver.Applied(2, 2));
    }

    /** Raft, figure 8: the entry of term 2 is on a majority and may still be overwritten. */
    @Test
    void anEntryOfAnOlderTermIsCommittedOnlyTogetherWithOneOfTheLeadersTerm() {
        var node = CoreDriver.of("a", "b", "c", "d", "e").recovered(3, 1, 2).electedLeader();
        node.receive("b", ack(4, 2));
        node.receive("c", ack(4, 2));
        assertThat(node.core.commitIndex()).isZero();
        node.receive("b", ack(4, 3));
        node.receive("c", ack(4, 3));
        assertThat(node.core.commitIndex()).isEqualTo(3);
        assertThat(node.applied).containsExactly(new CoreDriver.Applied(1, 3));
    }

    @Test
    void aFollowerAcknowledgesEntriesOnlyWhenTheyAreDurable() {
        var node = CoreDriver.of("a", "b", "c").recovered(1);
        node.diskHangs();
        node.receive("b", append(1, 0, 0, 0, 1, 1));
        node.receive("b", append(1, 0, 0, 0, 1, 1)); // sent again: nothing new, and still not durable
        assertThat(node.sent).isEmpty();
        node.diskCatchesUp();
        assertThat(node.sentTo("b")).containsExactly(ack(1, 2), ack(1, 2));
    }

    @Test
    void anAnswerToAHeartbeatDoesNotWaitForTheDiskAndVouchesForWhatIsDurable() {
        var node = CoreDriver.of("a", "b", "c").recovered(1, 1);
        node.diskHangs();
        node.receive("b", append(1, 1, 1, 0, 1, 1));
        node.receive("b", append(1, 3, 1, 0));
        assertThat(node.sentTo("b")).containsExactly(ack(1, 1));
    }

    @Test
    void aFollowerOverwritesWhatConflictsAndKeepsWhatDoesNot() {
        var node = CoreDriver.of("a", "b", "c").recovered(3, 1, 2, 2, 2);
        node.receive("b", append(4, 1, 1, 0, 2, 3));
        assertThat(node.logTerms()).containsExactly(1L, 2L, 3L);
        assertThat(node.writes).last().extracting(AppendBatch::truncateFrom).isEqualTo(3L);
        assertThat(node.sentTo("b")).containsExactly(ack(4, 3));
    }

    @Test
    void anOldMessageOfTheSameLeaderDoesNotShortenTheLog() {
        var node = CoreDriver.of("a", "b", "c").recovered(1);
        node.receive("b", append(1, 0, 0, 0, 1, 1, 1));
        int writes = node.writes.size();
        node.receive("b", append(1, 0, 0, 0, 1));
        assertThat(node.logTerms()).hasSize(3);
        assertThat(node.writes).hasSize(writes);
        assertThat(node.sentTo("b")).last().isEqualTo(ack(1, 1));
    }

    @Test
    void aFollowerCommitsOnlyWhatTheMessageItselfHasVerified() {
        var node = CoreDriver.of("a", "b", "c").recovered(3, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2);
        node.receive("b", append(4, 5, 1, 8));
        assertThat(node.core.commitIndex()).isEqualTo(5);
    }

    @Test
    void aConflictBelowTheCommitIndexStopsTheCoreAndOverwritesNothing() {
        var node = CoreDriver.of("a", "b", "c").recovered(3, 1, 1, 1);
        node.receive("b", append(4, 3, 1, 3));
        node.sent.clear();
        node.receive("b", append(4, 1, 1, 3, 4));
        assertThat(node.fatal).startsWith("entry 2 is committed here with term 1, but leader b of term 4 has it");
        assertThat(node.logTerms()).containsExactly(1L, 1L, 1L);
        assertThat(node.sent).isEmpty();
        node.propose(1);
        node.read(2);
        assertThat(node.proposals).containsExactly("1 STOPPED null");
        assertThat(node.reads).containsExactly("2 STOPPED null");
    }

    /** An overwritten write completes late; its index is another entry's by now. */
    @Test
    void theLateCompletionOfAnOverwrittenEntryVouchesForNothing() {
        var node = CoreDriver.of("a", "b", "c").recovered(1, 1);
        node.diskHangs();
        node.receive("b", append(1, 1, 1, 0, 1, 1)); // token 1: entries 2 and 3 of term 1
        node.receive("c", append(2, 1, 1, 0, 2)); // token 2: cuts them, entry 2 of term 2
        node.receive("c", append(2, 2, 2, 0, 2)); // token 3: entry 3 of term 2
        node.sent.clear();
        node.durable(1);
        assertThat(node.core.durableIndex()).isEqualTo(1);
        assertThat(node.sentTo("c")).isEmpty();
        node.durable(2);
        assertThat(node.core.durableIndex()).isEqualTo(2);
        assertThat(node.sentTo("c")).containsExactly(ack(2, 2));
        node.durable(3);
        assertThat(node.sentTo("c")).containsExactly(ack(2, 2), ack(2, 3));
    }

    @Test
    void aRefusalSkipsTheTermsThatTheLeaderCannotHave() {
        var node = CoreDriver.of("a", "b", "c").recovered(6, 1, 1, 3, 3, 3, 5, 5);
        node.receive("b", append(7, 7, 4, 0));
        assertThat(node.sentTo("b")).containsExactly(new AppendResponse(7, false, 7, 5, 3, 0));
        node.receive("b", append(7, 12, 4, 0));
        assertThat(node.sentTo("b")).last().isEqualTo(new AppendResponse(7, false, 12, 5, 3, 0));
    }

    @Test
    void aLeaderProbesOnceAtATimeAndThenStreamsUpToItsWindow() {
        var node = CoreDriver.of("a", "b", "c").limits(1, 3, 1 << 20).electedLeader();
        for (int i = 1; i <= 6; i++) {
            node.propose(i);
        }
        assertThat(node.sentTo("b")).filteredOn(AppendRequest.class::isInstance).hasSize(1);
        node.sent.clear();
        node.receive("b", ack(1, 1));
        assertThat(node.sentTo("b")).hasSize(3);
        node.sent.clear();
        node.receive("b", ack(1, 3));
        assertThat(node.sentTo("b"))
                .filteredOn(message -> !((AppendRequest) message).entries().isEmpty())
                .hasSize(2);
    }

    @Test
    void whenTheWholeWindowIsLostAHeartbeatFindsTheGap() {
        var node = CoreDriver.of("a", "b", "c").limits(1, 2, 1 << 20).establishedLeader();
        node.propose(1);
        node.propose(2);
        node.propose(3);
        node.sent.clear();
        node.timeout();
        assertThat(node.sentTo("b")).containsExactly(append(1, 3, 1, 1));
        node.sent.clear();
        node.receive("b", new AppendResponse(1, false, 3, 1, 1, 0));
        assertThat(node.sentTo("b")).containsExactly(append(1, 1, 1, 1, 1));
    }

    @Test
    void aRefusalThatWasOvertakenByAnAcknowledgementIsIgnored() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.propose(1);
        node.receive("b", ack(1, 2));
        node.sent.clear();
        node.receive("b", new AppendResponse(1, false, 1, 0, 0, 0));
        assertThat(node.sentTo("b")).isEmpty();
    }

    @Test
    void tooManyUncommittedBytesAreRefusedUntilSomeAreCommitted() {
        var node = CoreDriver.of("a", "b", "c").limits(1 << 20, 4, 100).establishedLeader();
        node.propose(1);
        node.propose(2);
        node.propose(3);
        assertThat(node.proposals).containsExactly("1 at 2@1", "2 at 3@1", "3 OVERLOADED null");
        node.receive("b", ack(1, 3));
        node.propose(4);
        assertThat(node.proposals).last().isEqualTo("4 at 4@1");
    }

    @Test
    void oneProposalAboveTheLimitPassesWhenNothingElseWaits() {
        var node = CoreDriver.of("a", "b", "c").limits(1 << 20, 4, 100).establishedLeader();
        node.propose(1, 5_000);
        node.propose(2, 1);
        node.endTurn();
        assertThat(node.proposals).containsExactly("2 OVERLOADED null", "1 at 2@1");
    }

    @Test
    void proposalsOfATurnInWhichLeadershipEndsAreNotAppended() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.propose(1, 8);
        node.core.onMessage("b", append(5, 0, 0, 0), node.now);
        node.endTurn();
        assertThat(node.proposals).containsExactly("1 NOT_LEADER b");
        assertThat(node.log).hasSize(1);
    }

    @Test
    void aFailedDiskEndsTheLeadershipAndSilencesTheCore() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader().diskHangs();
        node.propose(1);
        node.sent.clear();
        node.core.storageFailed("no space", node.now);
        assertThat(node.fatal).isEqualTo("storage failed: no space");
        assertThat(node.proposals).last().isEqualTo("aborted from 2");
        node.passTime(100_000);
        node.receive("b", append(9, 1, 1, 0, 9));
        node.propose(2);
        assertThat(node.sent).isEmpty();
        assertThat(node.log).hasSize(2);
        assertThat(node.proposals).last().isEqualTo("2 STOPPED null");
    }

    @Test
    void aMessageThatSaysNothingNewWritesNothing() {
        var node = CoreDriver.of("a", "b", "c").recovered(1, 1);
        node.receive("b", new AppendRequest(1, 0, 0, 1, 0, entries(1, 1)));
        assertThat(node.writes).isEmpty();
        assertThat(node.applied).containsExactly(new CoreDriver.Applied(1, 1));
    }
}
