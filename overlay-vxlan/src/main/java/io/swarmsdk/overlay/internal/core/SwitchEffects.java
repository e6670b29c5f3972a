package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;

/**
 * Where a {@link VirtualSwitch} puts its decisions. The bytes are lent for the call: whoever needs them longer keeps a
 * hold on the buffer or copies, and nobody writes to them.
 */
public interface SwitchEffects {

    /** The frame belongs to this local port. */
    void deliverLocal(int port, FrameBuffer buffer, int frame, int length);

    /** The datagram, VXLAN header in front, goes to this tunnel endpoint. */
    void sendTo(int vtep, FrameBuffer buffer, int datagram, int length);

    /** The frame goes no further. It is counted already. */
    void drop(DropReason reason);
}
