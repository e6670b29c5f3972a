package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what an endpoint decides; what it sends is kept as bytes. */
final class HostLog implements EndpointEffects {

    final List<String> lines = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    final List<Long> wishes = new ArrayList<>();

    @Override
    public FrameBuffer allocate(int frameLength) {
        return Packets.withHeadroom(new byte[frameLength]);
    }

    @Override
    public void transmit(FrameBuffer buffer, int frame, int length) {
        byte[] bytes = Packets.slice(buffer, frame, length);
        sent.add(bytes);
        lines.add("sent " + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void answered(long token, long roundTripNanos) {
        lines.add("answered " + token + " in " + roundTripNanos);
    }

    @Override
    public void resolved(long token, long mac) {
        lines.add("resolved " + token + " to " + Long.toHexString(mac));
    }

    @Override
    public void expired(long token, boolean found) {
        lines.add("expired " + token + (found ? " at the echo" : " at ARP"));
    }

    @Override
    public void toReceiver(FrameBuffer buffer, int frame, int length) {
        lines.add("receiver " + HexFormat.of().formatHex(Packets.slice(buffer, frame, length)));
    }

    @Override
    public void drop(DropReason reason) {
        lines.add("drop " + reason);
    }

    @Override
    public void wakeAt(long nanos) {
        wishes.add(nanos);
    }

    static String sent(byte[] frame) {
        return "sent " + HexFormat.of().formatHex(frame);
    }

    static String receiver(byte[] frame) {
        return "receiver " + HexFormat.of().formatHex(frame);
    }
}
