package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.RaftMessage;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Promises about what one node says, over all its incarnations: looks at each message in the moment it leaves. */
final class SendChecks implements RaftMessage.Receiver {

    private final Violations violations;
    private final String node;
    private final NodeDisk disk;
    private final Map<Long, String> votes = new TreeMap<>();

    SendChecks(Violations violations, String node, NodeDisk disk) {
        this.violations = violations;
        this.node = node;
        this.disk = disk;
    }

    void leaving(String to, RaftMessage message) {
        message.deliverTo(to, this);
    }

    @Override
    public void onVoteRequest(String to, RaftMessage.VoteRequest request) {
        if (!request.preVote()) {
            vote(request.term(), node);
        }
    }

    @Override
    public void onVoteResponse(String to, RaftMessage.VoteResponse response) {
        if (!response.granted()) {
            termIsDurable(response);
        } else if (!response.preVote()) {
            vote(response.term(), to);
        }
    }

    @Override
    public void onAppendRequest(String to, RaftMessage.AppendRequest request) {
        termIsDurable(request);
    }

    @Override
    public void onAppendResponse(String to, RaftMessage.AppendResponse response) {
        termIsDurable(response);
        // In a later term a new leader may have overwritten, after this was written, what it vouches for.
        if (response.accepted() && disk.durable().hardState().term() == response.term()) {
            violations.require(
                    disk.durable().lastIndex() >= response.matchIndex(),
                    Promise.SAYS_ONLY_WHAT_IS_DURABLE,
                    "%s acknowledges %d, durable are %d entries",
                    node,
                    response.matchIndex(),
                    disk.durable().lastIndex());
        }
    }

    private void vote(long term, String candidate) {
        String before = votes.putIfAbsent(term, candidate);
        violations.require(
                before == null || before.equals(candidate),
                Promise.ONE_VOTE_PER_TERM,
                "%s votes in term %d for %s and for %s",
                node,
                term,
                before,
                candidate);
        HardState durable = disk.durable().hardState();
        violations.require(
                durable.term() > term || durable.term() == term && Objects.equals(durable.votedFor(), candidate),
                Promise.SAYS_ONLY_WHAT_IS_DURABLE,
                "%s votes for %s in term %d, durable is %s",
                node,
                candidate,
                term,
                durable);
    }

    private void termIsDurable(RaftMessage message) {
        violations.require(
                disk.durable().hardState().term() >= message.term(),
                Promise.SAYS_ONLY_WHAT_IS_DURABLE,
                "%s sends %s, durable is %s",
                node,
                message,
                disk.durable().hardState());
    }
}
