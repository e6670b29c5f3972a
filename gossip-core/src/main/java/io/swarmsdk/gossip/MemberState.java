package io.swarmsdk.gossip;

/** What this node believes of a member. The order is the order of precedence at one incarnation: the later wins. */
public enum MemberState {
    /** Answers probes, or was not yet found not to. */
    ALIVE,
    /** Missed a probe; has until the suspicion timeout to object. Still counts as a member, its entries are shown. */
    SUSPECT,
    /** Did not object in time. Its table entries are hidden, and it is called again from time to time. */
    FAILED,
    /** Said goodbye. Final for this epoch; its table entries are gone. */
    LEFT
}
