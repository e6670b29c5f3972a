package io.swarmsdk.gossip.internal.core;

/** One fact, as it travels: about a member or about a table entry. */
public sealed interface News permits MemberNews, EntryNews {

    /** At least the bytes this takes on the wire; a test holds the codec to it. */
    int sizeBound();

    void deliverTo(Receiver receiver);

    /** Takes either kind. */
    interface Receiver {
        void onMember(MemberNews news);

        void onEntry(EntryNews news);
    }
}
