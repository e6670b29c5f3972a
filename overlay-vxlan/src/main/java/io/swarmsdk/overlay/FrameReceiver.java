package io.swarmsdk.overlay;

import java.nio.ByteBuffer;

/** Takes the frames that an {@link InProcessPort} does not answer itself. Called on the callback executor, in order. */
@FunctionalInterface
public interface FrameReceiver {

    /**
     * A frame has come in.
     *
     * @param frame the whole Ethernet frame without its check sequence; a copy, the receiver may keep it
     */
    void received(ByteBuffer frame);
}
