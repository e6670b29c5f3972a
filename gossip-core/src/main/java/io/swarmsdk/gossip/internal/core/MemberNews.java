package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;

/**
 * What is said of one member. {@code accuser} is empty unless the state is SUSPECT; {@code ageSeconds} tells how long
 * it has been FAILED or LEFT, so that memory of the dead ends everywhere at about the same time. The metadata array is
 * shared and never written to.
 */
public record MemberNews(
        String name,
        long epoch,
        Endpoint endpoint,
        long incarnation,
        MemberState state,
        byte[] metadata,
        String accuser,
        int ageSeconds)
        implements News {

    private static final int FIXED_BYTES = 80;

    public static MemberNews alive(String name, long epoch, Endpoint endpoint, long incarnation, byte[] metadata) {
        return new MemberNews(name, epoch, endpoint, incarnation, MemberState.ALIVE, metadata, "", 0);
    }

    /** ALIVE or SUSPECT: counts as a member. */
    public boolean isLive() {
        return state == MemberState.ALIVE || state == MemberState.SUSPECT;
    }

    MemberNews as(MemberState newState) {
        return new MemberNews(name, epoch, endpoint, incarnation, newState, metadata, "", 0);
    }

    MemberNews accusedBy(String who) {
        return new MemberNews(name, epoch, endpoint, incarnation, MemberState.SUSPECT, metadata, who, 0);
    }

    MemberNews aged(int seconds) {
        return new MemberNews(name, epoch, endpoint, incarnation, state, metadata, accuser, seconds);
    }

    boolean isSane() {
        return Limits.isName(name)
                && Limits.isCounter(epoch)
                && Limits.isCounter(incarnation)
                && endpoint.isSane()
                && metadata.length <= Limits.METADATA_BYTES
                && (accuser.isEmpty() || Limits.isName(accuser))
                && ageSeconds >= 0;
    }

    @Override
    public int sizeBound() {
        return FIXED_BYTES + name.length() + metadata.length + accuser.length();
    }

    @Override
    public void deliverTo(Receiver receiver) {
        receiver.onMember(this);
    }

    @Override
    public String toString() {
        return name + " " + state + " " + epoch + "." + incarnation + (accuser.isEmpty() ? "" : " by " + accuser);
    }
}
