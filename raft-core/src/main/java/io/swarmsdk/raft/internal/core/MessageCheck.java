package io.swarmsdk.raft.internal.core;

import java.util.List;

/** What no honest peer sends. Looks at the message alone; the rules look at it beside the state. */
final class MessageCheck implements RaftMessage.Receiver {

    /** More terms than a group can use up: one more would not overflow. */
    private static final long MAX_TERM = 1L << 60;

    private boolean sane;

    /** Whether the message may be believed to come from a peer that follows the protocol. */
    boolean accepts(String from, RaftMessage message) {
        sane = message.term() > 0 && message.term() <= MAX_TERM;
        if (sane) {
            message.deliverTo(from, this);
        }
        return sane;
    }

    @Override
    public void onVoteRequest(String from, RaftMessage.VoteRequest request) {
        sane = request.lastIndex() >= 0 && request.lastTerm() >= 0 && request.lastTerm() <= request.term();
    }

    @Override
    public void onVoteResponse(String from, RaftMessage.VoteResponse response) {
        sane = true;
    }

    @Override
    public void onAppendRequest(String from, RaftMessage.AppendRequest request) {
        sane = request.prevIndex() >= 0
                && request.prevTerm() >= 0
                && (request.prevIndex() > 0 || request.prevTerm() == 0)
                && request.commitIndex() >= 0
                && request.readRound() >= 0
                && continues(request.entries(), request.prevIndex(), request.prevTerm(), request.term());
    }

    @Override
    public void onAppendResponse(String from, RaftMessage.AppendResponse response) {
        sane = response.matchIndex() >= 0
                && response.hintIndex() >= 0
                && response.hintTerm() >= 0
                && response.readRound() >= 0;
    }

    private static boolean continues(List<LogEntry> entries, long prevIndex, long prevTerm, long leaderTerm) {
        long index = prevIndex;
        long term = prevTerm;
        for (LogEntry entry : entries) {
            if (entry.index() != index + 1 || entry.term() < term || entry.term() < 1) {
                return false;
            }
            index = entry.index();
            term = entry.term();
        }
        return term <= leaderTerm;
    }
}
