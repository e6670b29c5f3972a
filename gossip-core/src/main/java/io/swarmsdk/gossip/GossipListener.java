package io.swarmsdk.gossip;

/**
 * Told of every change in this node's view of the others, in order, on the callback executor. A listener that cannot
 * keep up loses events past a bound (counted in {@link GossipStats#callbacksDropped()}); {@link Gossip#members()} is
 * always the truth.
 */
public interface GossipListener {

    /** A member appeared, or came back after it had failed or left. */
    default void memberJoined(Member member) {}

    /** Metadata, address or epoch (a restart) changed, or a suspicion was refuted. */
    default void memberUpdated(Member member) {}

    /** A member did not answer; it may still object. */
    default void memberSuspected(Member member) {}

    /** A member is taken for dead. */
    default void memberFailed(Member member) {}

    /** A member said goodbye. */
    default void memberLeft(Member member) {}
}
