package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;

/**
 * The rules of precedence, pure: same arguments, same answer. An instance, so that a test can hand the core a broken
 * rule and watch the simulator find it; production uses this class as it is.
 */
public class SwimRules {

    /** What to do with news about another member. */
    public enum Verdict {
        /** Old, or nothing new. */
        IGNORE,
        /** Another voice for a suspicion already held. */
        CONFIRM,
        /** Newer than what is known. */
        APPLY
    }

    /**
     * News win by (epoch, left, incarnation, state), in this order: a total order, so all members that hear the same
     * news in any order end in the same state. LEFT is final for its epoch.
     */
    public Verdict judge(MemberNews known, MemberNews told) {
        if (told.epoch() != known.epoch()) {
            return told.epoch() > known.epoch() ? Verdict.APPLY : Verdict.IGNORE;
        }
        if (known.state() == MemberState.LEFT) {
            return Verdict.IGNORE;
        }
        if (told.incarnation() != known.incarnation()) {
            return told.incarnation() > known.incarnation() ? Verdict.APPLY : Verdict.IGNORE;
        }
        if (told.state() == MemberState.SUSPECT && known.state() == MemberState.SUSPECT) {
            return Verdict.CONFIRM;
        }
        return told.state().compareTo(known.state()) > 0 ? Verdict.APPLY : Verdict.IGNORE;
    }

    /** Must a member with these own facts object to what is told of it? Same epoch on both sides. */
    public boolean mustRefute(MemberNews own, MemberNews told) {
        return told.incarnation() > own.incarnation()
                || (told.incarnation() == own.incarnation() && told.state() != MemberState.ALIVE);
    }

    /** Positive if {@code a} is the newer version. Total: two different writes are never equal. */
    public int compare(EntryNews a, EntryNews b) {
        int order = Long.compare(a.counter(), b.counter());
        order = order != 0 ? order : Long.compare(a.ownerEpoch(), b.ownerEpoch());
        return order != 0 ? order : a.owner().compareTo(b.owner());
    }

    /** A tick this late means that this process was stopped: the time the others had must be given to them again. */
    public boolean wasPaused(long lateNanos, long probeTimeoutNanos) {
        return lateNanos > probeTimeoutNanos;
    }

    /**
     * Sends per rumour so that the chance that any of {@code members} misses it is below 10^-6 at 20 % packet loss:
     * members x e^(-0.8 sends).
     */
    static int rumourBudget(int members) {
        return (int) StrictMath.ceil((StrictMath.log(Math.max(2, members)) + 13.8) / 0.8);
    }
}
