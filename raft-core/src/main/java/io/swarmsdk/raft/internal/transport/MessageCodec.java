package io.swarmsdk.raft.internal.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.swarmsdk.raft.internal.core.LogEntry;
import io.swarmsdk.raft.internal.core.RaftMessage;
import io.swarmsdk.raft.internal.wire.AppendRequest;
import io.swarmsdk.raft.internal.wire.AppendResponse;
import io.swarmsdk.raft.internal.wire.Envelope;
import io.swarmsdk.raft.internal.wire.VoteRequest;
import io.swarmsdk.raft.internal.wire.VoteResponse;
import java.util.ArrayList;
import java.util.List;

/** The one place that knows messages both as the core has them and as they travel. Pure. */
final class MessageCodec {
    private static final int NOOP = 1;
    private static final int COMMAND = 2;

    private MessageCodec() {}

    static ByteBuf encode(ByteBufAllocator allocator, RaftMessage message) {
        var writer = new Writer();
        message.deliverTo("", writer);
        return Frames.encode(allocator, writer.envelope.build(), writer.payloads);
    }

    /** Reads the body of a frame whose checksum was right. */
    static RaftMessage decode(ByteBuf body) throws MalformedFrameException {
        Envelope envelope = envelope(body, Envelope.parser());
        return switch (envelope.getBodyCase()) {
            case VOTE_REQUEST -> toCore(envelope.getVoteRequest());
            case VOTE_RESPONSE -> toCore(envelope.getVoteResponse());
            case APPEND_REQUEST -> toCore(envelope.getAppendRequest(), body);
            case APPEND_RESPONSE -> toCore(envelope.getAppendResponse());
            case BODY_NOT_SET -> throw new MalformedFrameException("a message of a kind unknown to this version");
        };
    }

    /** Reads the envelope at the start of a frame's body and leaves the reader index behind it. */
    static <T extends MessageLite> T envelope(ByteBuf body, Parser<T> parser) throws MalformedFrameException {
        int length = body.readInt();
        if (length < 0 || length > body.readableBytes()) {
            throw new MalformedFrameException(
                    "envelope of " + length + " bytes (expected: at most " + body.readableBytes() + ")");
        }
        try {
            T envelope = parser.parseFrom(body.nioBuffer(body.readerIndex(), length));
            body.skipBytes(length);
            return envelope;
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedFrameException("envelope: " + e.getMessage());
        }
    }

    private static RaftMessage toCore(VoteRequest wire) throws MalformedFrameException {
        return new RaftMessage.VoteRequest(
                natural("term", wire.getTerm()),
                natural("last_index", wire.getLastIndex()),
                natural("last_term", wire.getLastTerm()),
                wire.getPreVote());
    }

    private static RaftMessage toCore(VoteResponse wire) throws MalformedFrameException {
        return new RaftMessage.VoteResponse(natural("term", wire.getTerm()), wire.getGranted(), wire.getPreVote());
    }

    private static RaftMessage toCore(AppendResponse wire) throws MalformedFrameException {
        return new RaftMessage.AppendResponse(
                natural("term", wire.getTerm()),
                wire.getAccepted(),
                natural("match_index", wire.getMatchIndex()),
                natural("hint_index", wire.getHintIndex()),
                natural("hint_term", wire.getHintTerm()),
                natural("read_round", wire.getReadRound()));
    }

    private static RaftMessage toCore(AppendRequest wire, ByteBuf body) throws MalformedFrameException {
        return new RaftMessage.AppendRequest(
                natural("term", wire.getTerm()),
                natural("prev_index", wire.getPrevIndex()),
                natural("prev_term", wire.getPrevTerm()),
                natural("commit_index", wire.getCommitIndex()),
                natural("read_round", wire.getReadRound()),
                entries(wire, body));
    }

    private static List<LogEntry> entries(AppendRequest wire, ByteBuf body) throws MalformedFrameException {
        int count = wire.getEntrySizeCount();
        if (wire.getEntryTermCount() != count || wire.getEntryKindCount() != count) {
            throw new MalformedFrameException("append with " + count + " sizes, " + wire.getEntryTermCount()
                    + " terms, " + wire.getEntryKindCount() + " kinds (expected: as many of each)");
        }
        natural("last entry", wire.getPrevIndex() + count);
        checkSizes(wire, body.readableBytes());
        List<LogEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[wire.getEntrySize(i)];
            body.readBytes(payload);
            entries.add(new LogEntry(
                    wire.getPrevIndex() + 1 + i,
                    natural("entry_term", wire.getEntryTerm(i)),
                    kind(wire.getEntryKind(i)),
                    payload));
        }
        return entries;
    }

    /** Before anything is allocated for an entry. */
    private static void checkSizes(AppendRequest wire, int available) throws MalformedFrameException {
        long sum = 0;
        for (int i = 0; i < wire.getEntrySizeCount(); i++) {
            int size = wire.getEntrySize(i);
            sum += size;
            if (size < 0 || sum > available) {
                break;
            }
        }
        if (sum != available) {
            throw new MalformedFrameException(
                    "append with payloads of another size than announced (expected: " + available + " bytes)");
        }
    }

    private static long natural(String field, long value) throws MalformedFrameException {
        if (value < 0) {
            throw new MalformedFrameException(field + ": " + value + " (expected: >= 0)");
        }
        return value;
    }

    private static LogEntry.Kind kind(int code) throws MalformedFrameException {
        return switch (code) {
            case NOOP -> LogEntry.Kind.NOOP;
            case COMMAND -> LogEntry.Kind.COMMAND;
            default -> throw new MalformedFrameException("entry_kind: " + code + " is unknown to this version");
        };
    }

    private static int code(LogEntry.Kind kind) {
        return switch (kind) {
            case NOOP -> NOOP;
            case COMMAND -> COMMAND;
        };
    }

    private static final class Writer implements RaftMessage.Receiver {
        final Envelope.Builder envelope = Envelope.newBuilder();
        List<byte[]> payloads = List.of();

        @Override
        public void onVoteRequest(String from, RaftMessage.VoteRequest request) {
            envelope.getVoteRequestBuilder()
                    .setTerm(request.term())
                    .setLastIndex(request.lastIndex())
                    .setLastTerm(request.lastTerm())
                    .setPreVote(request.preVote());
        }

        @Override
        public void onVoteResponse(String from, RaftMessage.VoteResponse response) {
            envelope.getVoteResponseBuilder()
                    .setTerm(response.term())
                    .setGranted(response.granted())
                    .setPreVote(response.preVote());
        }

        @Override
        public void onAppendRequest(String from, RaftMessage.AppendRequest request) {
            AppendRequest.Builder wire = envelope.getAppendRequestBuilder()
                    .setTerm(request.term())
                    .setPrevIndex(request.prevIndex())
                    .setPrevTerm(request.prevTerm())
                    .setCommitIndex(request.commitIndex())
                    .setReadRound(request.readRound());
            payloads = new ArrayList<>(request.entries().size());
            for (LogEntry entry : request.entries()) {
                wire.addEntryTerm(entry.term()).addEntryKind(code(entry.kind())).addEntrySize(entry.payload().length);
                payloads.add(entry.payload());
            }
        }

        @Override
        public void onAppendResponse(String from, RaftMessage.AppendResponse response) {
            envelope.getAppendResponseBuilder()
                    .setTerm(response.term())
                    .setAccepted(response.accepted())
                    .setMatchIndex(response.matchIndex())
                    .setHintIndex(response.hintIndex())
                    .setHintTerm(response.hintTerm())
                    .setReadRound(response.readRound());
        }
    }
}
