package io.swarmsdk.raft.internal.core;

import static io.swarmsdk.raft.internal.core.CoreDriver.ack;
import static io.swarmsdk.raft.internal.core.CoreDriver.append;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.AppendResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadTest {

    private static AppendResponse confirm(long round, long match) {
        return new AppendResponse(1, true, match, 0, 0, round);
    }

    @Test
    void aReadWaitsUntilAMajorityHasConfirmedTheLeaderAfterItBegan() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.read(1);
        assertThat(node.reads).isEmpty();
        assertThat(node.sentTo("b")).containsExactly(new AppendRequest(1, 1, 1, 1, 1, List.of()));
        node.receive("b", confirm(0, 1)); // an answer to something older
        assertThat(node.reads).isEmpty();
        node.receive("b", confirm(1, 1));
        assertThat(node.reads).containsExactly("1 at 1");
    }

    @Test
    void readsOfOneTurnShareARoundAndALaterAnswerConfirmsEarlierRounds() {
        var node = CoreDriver.of("a", "b", "c", "d", "e").establishedLeader();
        node.core.read(1, node.now);
        node.core.read(2, node.now);
        node.endTurn();
        node.read(3);
        node.receive("b", confirm(2, 1));
        node.receive("c", confirm(1, 1));
        assertThat(node.reads).containsExactly("1 at 1", "2 at 1");
        node.receive("d", confirm(2, 1));
        assertThat(node.reads).containsExactly("1 at 1", "2 at 1", "3 at 1");
    }

    @Test
    void aRefusalOfTheSameTermConfirmsTheLeaderToo() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.read(1);
        node.receive("b", new AppendResponse(1, false, 1, 0, 0, 1));
        assertThat(node.reads).containsExactly("1 at 1");
    }

    @Test
    void aNewLeaderAnswersNoReadBeforeItHasCommittedInItsTerm() {
        var node = CoreDriver.of("a", "b", "c").recovered(3, 1, 2).electedLeader();
        node.read(1);
        node.receive("b", new AppendResponse(4, false, 2, 1, 1, 0));
        assertThat(node.reads).isEmpty();
        node.receive("b", ack(4, 3));
        assertThat(node.core.commitIndex()).isEqualTo(3);
        node.receive("b", new AppendResponse(4, true, 3, 0, 0, 1));
        assertThat(node.reads).containsExactly("1 at 3");
    }

    @Test
    void aReadSeesWhatWasCommittedWhenItsRoundWasOpened() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.propose(1);
        node.receive("b", ack(1, 2));
        node.read(7);
        node.receive("c", new AppendResponse(1, true, 2, 0, 0, 1));
        assertThat(node.reads).containsExactly("7 at 2");
    }

    @Test
    void aSingleVoterAnswersAtOnce() {
        var node = CoreDriver.of("a");
        node.timeout();
        node.read(1);
        assertThat(node.reads).containsExactly("1 at 1");
    }

    @Test
    void readsAreRejectedWithTheNewLeaderWhenLeadershipEnds() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.read(1);
        node.receive("b", append(5, 1, 1, 0));
        node.read(2);
        assertThat(node.reads).containsExactly("1 NOT_LEADER b", "2 NOT_LEADER b");
    }

    @Test
    void anAnswerOfAnEarlierLeadershipConfirmsNothing() {
        var node = CoreDriver.of("a", "b", "c").establishedLeader();
        node.read(1);
        node.receive("b", append(5, 1, 1, 0));
        node.electedLeader();
        long term = node.core.term();
        node.receive("b", ack(term, 2));
        node.read(2);
        node.receive("c", confirm(2, 1)); // of term 1
        assertThat(node.reads).containsExactly("1 NOT_LEADER b");
        node.receive("c", new AppendResponse(term, true, 2, 0, 0, 2));
        assertThat(node.reads).last().isEqualTo("2 at 2");
    }
}
