package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what a switch decides, one line for each effect. */
final class SwitchLog implements SwitchEffects {

    final List<String> lines = new ArrayList<>();

    @Override
    public void deliverLocal(int port, FrameBuffer buffer, int frame, int length) {
        lines.add("port " + port + " " + text(buffer, frame, length));
    }

    @Override
    public void sendTo(int vtep, FrameBuffer buffer, int datagram, int length) {
        lines.add("vtep " + vtep + " " + text(buffer, datagram, length));
    }

    @Override
    public void drop(DropReason reason) {
        lines.add("drop " + reason);
    }

    static String port(int port, byte[] frame) {
        return "port " + port + " " + HexFormat.of().formatHex(frame);
    }

    static String vtep(int vtep, byte[] datagram) {
        return "vtep " + vtep + " " + HexFormat.of().formatHex(datagram);
    }

    private static String text(FrameBuffer buffer, int offset, int length) {
        return HexFormat.of().formatHex(Packets.slice(buffer, offset, length));
    }
}
