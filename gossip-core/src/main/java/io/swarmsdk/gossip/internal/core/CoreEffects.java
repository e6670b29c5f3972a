package io.swarmsdk.gossip.internal.core;

/** Where the core puts its effects; called on the core's own thread, in order. Must not call back into the core. */
public interface CoreEffects {

    void send(Endpoint to, Message message);

    /** A change worth telling a listener. */
    void member(MemberChange change, MemberNews member);

    /** Some member record is not what it was: with or without a change for listeners. */
    void viewChanged();

    /** An entry became visible, or a visible one has a new value. */
    void shown(EntryNews entry);

    /** A visible entry no longer is. */
    void hidden(EntryNews entry);

    /** The goodbye has been told to enough members. */
    void leaveSpread();

    /** Another process goes by this name; it was not obeyed. */
    void nameConflict(MemberNews other);

    /** What happened to a member, as its listeners see it. */
    enum MemberChange {
        JOINED,
        UPDATED,
        SUSPECTED,
        FAILED,
        LEFT
    }
}
