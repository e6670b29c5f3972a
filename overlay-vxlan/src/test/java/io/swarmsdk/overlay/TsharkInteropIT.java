package io.swarmsdk.overlay;

import static io.swarmsdk.overlay.InteropRig.require;
import static io.swarmsdk.overlay.InteropRig.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.overlay.internal.core.ArrayFrame;
import io.swarmsdk.overlay.internal.core.VxlanHeader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dissector that others wrote reads what we write. */
class TsharkInteropIT {

    private static final int PACKETS = 2000;
    private static final int OUTER = 14 + 20 + 8;

    @TempDir
    Path folder;

    @Test
    void tsharkReadsTheSameNetworkFlagsAndAddressesThatWeWrote() throws Exception {
        require(InteropRig.hasProgram("tshark"), "the program tshark is missing");
        Random random = new Random(7348);
        List<String> expected = new ArrayList<>();
        ByteBuffer pcap = ByteBuffer.allocate(24 + PACKETS * (16 + OUTER + 8 + 64));
        pcap.putInt(0xA1B2_C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        pcap.putInt(65_535).putInt(1);
        for (int i = 0; i < PACKETS; i++) {
            int vni = random.nextInt(1 << 24);
            long destination = random.nextLong() & 0xFFFF_FFFF_FFFFL;
            long source = random.nextLong() & 0xFFFF_FFFF_FFFFL;
            byte[] packet = packet(vni, destination, source, random);
            pcap.putInt(i).putInt(0).putInt(packet.length).putInt(packet.length).put(packet);
            expected.add("0x0800 " + vni + " " + new MacAddress(destination) + " " + new MacAddress(source));
        }
        Path file = Files.write(folder.resolve("ours.pcap"), pcap.array());

        String output = run(("tshark -n -r " + file + " -T fields -E separator=/s -E occurrence=l"
                        + " -e vxlan.flags -e vxlan.vni -e eth.dst -e eth.src")
                .split(" "));

        List<String> read = output.lines().filter(line -> line.startsWith("0x")).toList();
        assertThat(read).containsExactlyElementsOf(expected);
    }

    /** Outer Ethernet, IPv4 and UDP as plain bytes; the VXLAN header by the codec; an inner frame of no known type. */
    private static byte[] packet(int vni, long destination, long source, Random random) {
        int payload = 8 + 64;
        ByteBuffer packet = ByteBuffer.allocate(OUTER + payload);
        packet.put(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}).putShort((short) 0x0800);
        packet.putInt(0x4500_0000 | 28 + payload).putInt(0x4000).putInt(0x4011_0000);
        packet.putInt(0x0A58_0001).putInt(0x0A58_0002);
        packet.putShort((short) 50_000).putShort((short) Vtep.DEFAULT_PORT);
        packet.putShort((short) (8 + payload)).putShort((short) 0);
        byte[] inner = new byte[64];
        random.nextBytes(inner);
        ByteBuffer.wrap(inner)
                .putLong(destination << 16 | source >>> 32)
                .putInt((int) source)
                .putShort((short) 0x88B5);
        packet.position(OUTER + 8).put(inner);
        VxlanHeader.encode(new ArrayFrame(packet.array()), OUTER + 8, vni);
        return packet.array();
    }
}
