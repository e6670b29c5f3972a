package io.swarmsdk.raft.internal.core;

import java.util.List;

/**
 * What nodes tell each other. The sender's identity comes from the transport, never from the message.
 * Messages may be lost, delayed, repeated and reordered.
 */
public sealed interface RaftMessage {

    /** The sender's term; in a pre-vote request and its grant, the term the sender would campaign in. */
    long term();

    /** Hands this message to the method for its kind. */
    void deliverTo(String from, Receiver receiver);

    /** One method per kind of message. */
    interface Receiver {
        /** A candidate asks for a vote. */
        void onVoteRequest(String from, VoteRequest request);

        /** A voter answers. */
        void onVoteResponse(String from, VoteResponse response);

        /** A leader sends entries, a heartbeat or a probe. */
        void onAppendRequest(String from, AppendRequest request);

        /** A follower answers. */
        void onAppendResponse(String from, AppendResponse response);
    }

    /** Asks for a vote, or whether there would be one. */
    record VoteRequest(long term, long lastIndex, long lastTerm, boolean preVote) implements RaftMessage {
        @Override
        public void deliverTo(String from, Receiver receiver) {
            receiver.onVoteRequest(from, this);
        }
    }

    /** Answers a {@link VoteRequest}. A granted pre-vote carries the term of the request, all else the voter's term. */
    record VoteResponse(long term, boolean granted, boolean preVote) implements RaftMessage {
        @Override
        public void deliverTo(String from, Receiver receiver) {
            receiver.onVoteResponse(from, this);
        }
    }

    /**
     * Entries that follow the entry ({@code prevIndex}, {@code prevTerm}); without entries a heartbeat, which
     * probes just the same.
     *
     * @param commitIndex the leader's commit index, which may be beyond what this message verifies
     * @param readRound the leader's latest round of reads, repeated in the answer
     */
    record AppendRequest(
            long term, long prevIndex, long prevTerm, long commitIndex, long readRound, List<LogEntry> entries)
            implements RaftMessage {
        @Override
        public void deliverTo(String from, Receiver receiver) {
            receiver.onAppendRequest(from, this);
        }
    }

    /**
     * Answers an {@link AppendRequest}.
     *
     * @param matchIndex if accepted: up to here the follower's log is durable and equals the leader's; if refused:
     *     the {@code prevIndex} that did not match
     * @param hintIndex if refused: an index at or below which the logs may meet, else 0
     * @param hintTerm the follower's term at {@code hintIndex}
     */
    record AppendResponse(long term, boolean accepted, long matchIndex, long hintIndex, long hintTerm, long readRound)
            implements RaftMessage {
        @Override
        public void deliverTo(String from, Receiver receiver) {
            receiver.onAppendResponse(from, this);
        }
    }
}
