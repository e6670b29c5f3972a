package io.swarmsdk.raft.internal.core;

import java.util.List;

/** Makes this node's log the leader's, and acknowledges what is durable of it. */
final class Replica {

    private final CoreState state;
    private final RoleSwitch roles;

    Replica(CoreState state, RoleSwitch roles) {
        this.state = state;
        this.roles = roles;
    }

    void onAppendRequest(String from, RaftMessage.AppendRequest request) {
        Journal journal = state.journal;
        if (request.term() < journal.term()) {
            state.send(from, refusal(request, 0, 0)); // the higher term in it ends the old leader
            return;
        }
        if (request.term() == journal.term() && anotherLeads(from)) {
            roles.stop("two leaders in term " + request.term() + ": " + state.leader() + " and " + from);
            return;
        }
        roles.follow(request.term(), from, from + " leads term " + request.term())
                .heardFromLeader();
        if (request.prevIndex() > journal.lastIndex() || journal.termAt(request.prevIndex()) != request.prevTerm()) {
            refuse(from, request);
        } else {
            accept(from, request);
        }
    }

    private boolean anotherLeads(String from) {
        return roles.current() instanceof LeaderRole || state.leader() != null && !from.equals(state.leader());
    }

    private void refuse(String from, RaftMessage.AppendRequest request) {
        if (request.prevIndex() <= state.commitIndex()) {
            stopOnConflict(from, request.prevIndex(), request.prevTerm());
            return;
        }
        long hint = LogRepair.lastNotAfter(state.journal, request.prevIndex(), request.prevTerm());
        state.send(from, refusal(request, hint, state.journal.termAt(hint)));
    }

    private RaftMessage.AppendResponse refusal(RaftMessage.AppendRequest request, long hintIndex, long hintTerm) {
        return new RaftMessage.AppendResponse(
                state.journal.term(), false, request.prevIndex(), hintIndex, hintTerm, request.readRound());
    }

    private void accept(String from, RaftMessage.AppendRequest request) {
        Journal journal = state.journal;
        List<LogEntry> entries = request.entries();
        int known = countKnown(entries);
        if (known < entries.size()) {
            LogEntry firstNew = entries.get(known);
            if (firstNew.index() <= state.commitIndex()) {
                stopOnConflict(from, firstNew.index(), firstNew.term());
                return;
            }
            boolean conflict = firstNew.index() <= journal.lastIndex();
            journal.append(
                    conflict ? firstNew.index() : AppendBatch.NO_TRUNCATION,
                    entries.subList(known, entries.size()),
                    state.nowNanos());
        }
        long verified = request.prevIndex() + entries.size();
        state.commitTo(state.commitRule.followerCommit(request.commitIndex(), verified, journal.lastIndex()));
        acknowledge(from, request, verified);
    }

    /** The number of leading entries that the log holds already. */
    private int countKnown(List<LogEntry> entries) {
        int known = 0;
        for (LogEntry entry : entries) {
            if (entry.index() > state.journal.lastIndex() || state.journal.termAt(entry.index()) != entry.term()) {
                break;
            }
            known++;
        }
        return known;
    }

    /**
     * An answer to entries waits until they are durable. An answer to a heartbeat never waits for them: it vouches
     * for what is durable now, so a slow disk delays neither the leader's quorum check nor its reads.
     */
    private void acknowledge(String from, RaftMessage.AppendRequest request, long verified) {
        Journal journal = state.journal;
        journal.persist(state.nowNanos());
        boolean wait = !request.entries().isEmpty() && verified > journal.durableIndex();
        long match = wait ? verified : Math.min(verified, journal.durableIndex());
        var accepted = new RaftMessage.AppendResponse(journal.term(), true, match, 0, 0, request.readRound());
        if (wait) {
            long token = Math.max(journal.tokenCovering(verified), journal.hardStateToken());
            state.fx.sendAfter(token, from, accepted);
        } else {
            state.send(from, accepted);
        }
    }

    private void stopOnConflict(String from, long index, long term) {
        roles.stop("entry " + index + " is committed here with term " + state.journal.termAt(index) + ", but leader "
                + from + " of term " + state.journal.term() + " has it with term " + term);
    }
}
