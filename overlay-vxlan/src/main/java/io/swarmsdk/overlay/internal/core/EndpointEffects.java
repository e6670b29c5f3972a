package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;

/** Where an {@link EndpointCore} puts what it decides. */
public interface EndpointEffects {

    /** A buffer for a frame of this length; the frame begins at {@link EndpointCore#HEADROOM}. */
    FrameBuffer allocate(int frameLength);

    /** The frame in a buffer from {@link #allocate} goes to the switch; the core lets go of the buffer. */
    void transmit(FrameBuffer buffer, int frame, int length);

    /** The echo reply for this token has come. */
    void answered(long token, long roundTripNanos);

    /** The MAC address for this token is known. */
    void resolved(long token, long mac);

    /** The time for this token is over; {@code found} tells whether at least the MAC address was known. */
    void expired(long token, boolean found);

    /** A frame that the core does not answer itself; lent for the call. */
    void toReceiver(FrameBuffer buffer, int frame, int length);

    /** The frame goes no further. It is counted already. */
    void drop(DropReason reason);

    /** Call {@link EndpointCore#tick} at this time; of several wishes the earliest is enough. */
    void wakeAt(long nanos);
}
