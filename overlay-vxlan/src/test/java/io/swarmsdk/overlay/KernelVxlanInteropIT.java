package io.swarmsdk.overlay;

import static io.swarmsdk.overlay.InteropRig.require;
import static io.swarmsdk.overlay.InteropRig.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Linux kernel's own vxlan device as the peer: one network namespace with the device, one with this endpoint in a
 * JVM of its own, a veth pair between them. Made and removed by each test, nothing outside them is touched.
 */
class KernelVxlanInteropIT {

    private static final int VNI = 42;
    private static final String KERNEL_UNDERLAY = "10.88.0.1";
    private static final String OUR_UNDERLAY = "10.88.0.2";
    private static final String KERNEL_IP = "10.42.0.1";
    private static final String OUR_IP = "10.42.0.99";
    private static final String KERNEL_MAC = "02:42:0a:2a:00:01";
    private static final String OUR_MAC = "02:42:0a:2a:00:63";

    private final String suffix = Long.toString(ProcessHandle.current().pid(), 36);
    private final String kernelSide = "swarmk" + suffix;
    private final String ourSide = "swarmj" + suffix;
    private final List<String> made = new ArrayList<>();

    @BeforeEach
    void setUp() throws Exception {
        require(InteropRig.isRoot(), "network namespaces need root");
        for (String program : List.of("ip", "bridge", "nsenter", "busybox")) {
            require(InteropRig.hasProgram(program), "the program " + program + " is missing");
        }
        require(InteropRig.succeeds("ip", "netns", "add", kernelSide), "no network namespace can be made");
        made.add(kernelSide);
        run("ip", "netns", "add", ourSide);
        made.add(ourSide);
        ip("link add u0 netns %s type veth peer name u0 netns %s", kernelSide, ourSide);
        ip("-n %s addr add %s/24 dev u0", kernelSide, KERNEL_UNDERLAY);
        ip("-n %s addr add %s/24 dev u0", ourSide, OUR_UNDERLAY);
        ip("-n %s link set u0 up", kernelSide);
        ip("-n %s link set u0 up", ourSide);
        ip("-n %s link set lo up", ourSide);
    }

    @AfterEach
    void tearDown() throws Exception {
        for (String namespace : made) {
            run("ip", "netns", "del", namespace);
        }
    }

    @Test
    void theKernelAndThisEndpointPingEachOtherWithStaticEntries() throws Exception {
        makeKernelDevice("nolearning");
        bridge("fdb append %s dev vx42 dst %s", OUR_MAC, OUR_UNDERLAY);
        bridge("fdb append 00:00:00:00:00:00 dev vx42 dst %s", OUR_UNDERLAY); // ARP broadcasts go this way
        try (PeerProcess peer = startPeer()) {
            assertThat(kernelPings("-c", "3")).contains("3 packets transmitted, 3 packets received");
            assertThat(kernelPings("-c", "1", "-s", "1422")).as("a full frame").contains("1 packets received");
            assertThat(peer.tell("ping " + KERNEL_IP)).startsWith("answered in ");

            assertThat(peer.tell("stats")).contains("echoAnswered=4");
        }
        assertThat(received("vx42"))
                .as("frames that the kernel took from the tunnel")
                .isGreaterThanOrEqualTo(5);
        assertThat(InteropRig.run("ip", "-n", kernelSide, "neigh", "show", "dev", "vx42"))
                .contains(OUR_IP + " lladdr " + OUR_MAC);
    }

    @Test
    void theKernelLearnsThisEndpointFromItsFrames() throws Exception {
        makeKernelDevice("learning");
        bridge("fdb append 00:00:00:00:00:00 dev vx42 dst %s", OUR_UNDERLAY);

        try (PeerProcess peer = startPeer()) {
            assertThat(peer.tell("resolve " + KERNEL_IP)).isEqualTo("found " + KERNEL_MAC);
            assertThat(peer.tell("ping " + KERNEL_IP)).startsWith("answered in ");
            assertThat(kernelPings("-c", "2")).contains("2 packets received");
        }

        assertThat(InteropRig.run("nsenter", "--net=/run/netns/" + kernelSide, "bridge", "fdb", "show", "dev", "vx42"))
                .contains(OUR_MAC + " dst " + OUR_UNDERLAY);
    }

    @Test
    void aDatagramLongerThanThePathIsRefusedAndNeverFragmented() throws Exception {
        makeKernelDevice("nolearning");
        bridge("fdb append 00:00:00:00:00:00 dev vx42 dst %s", OUR_UNDERLAY);
        ip("-n %s link set u0 mtu 1400", kernelSide);
        ip("-n %s link set u0 mtu 1400", ourSide);
        try (PeerProcess peer = startPeer()) {
            assertThat(kernelPings("-c", "1")).contains("1 packets received");

            // The kernel cuts its own datagram in two, which is put together here; the reply is not cut.
            assertThat(InteropRig.succeeds(
                            "nsenter",
                            "--net=/run/netns/" + kernelSide,
                            "busybox",
                            "ping",
                            "-c",
                            "1",
                            "-W",
                            "1",
                            "-s",
                            "1400",
                            OUR_IP))
                    .isFalse();

            assertThat(peer.tell("stats")).contains("echoAnswered=2").contains("SEND_FAILED=1");
        }
    }

    private void makeKernelDevice(String learning) throws Exception {
        ip(
                "-n %s link add vx42 address %s type vxlan id %d dstport 4789 dev u0 local %s %s",
                kernelSide, KERNEL_MAC, VNI, KERNEL_UNDERLAY, learning);
        ip("-n %s addr add %s/24 dev vx42", kernelSide, KERNEL_IP);
        ip("-n %s link set vx42 up", kernelSide);
    }

    /** Starts this endpoint in its namespace and tells it where the kernel's station lives. */
    private PeerProcess startPeer() throws Exception {
        PeerProcess peer = PeerProcess.start(
                List.of("nsenter", "--net=/run/netns/" + ourSide), OUR_UNDERLAY, String.valueOf(VNI), OUR_IP);
        assertThat(peer.answer()).isEqualTo("ready " + OUR_MAC);
        assertThat(peer.tell("put " + VNI + " " + KERNEL_MAC + " " + KERNEL_IP + " " + KERNEL_UNDERLAY))
                .isEqualTo("done");
        return peer;
    }

    private String kernelPings(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "--net=/run/netns/" + kernelSide, "busybox", "ping", "-W", "10", "-w", "30"));
        command.addAll(List.of(options));
        command.add(OUR_IP);
        return run(command.toArray(String[]::new));
    }

    private long received(String device) throws Exception {
        return Long.parseLong(run(
                        "nsenter",
                        "--net=/run/netns/" + kernelSide,
                        "busybox",
                        "awk",
                        "/" + device + ":/{sub(/.*:/,\"\");print $2}",
                        "/proc/self/net/dev")
                .trim());
    }

    private void bridge(String arguments, Object... values) throws Exception {
        String line = "--net=/run/netns/" + kernelSide + " bridge " + String.format(arguments, values);
        run(("nsenter " + line).split(" "));
    }

    private void ip(String arguments, Object... values) throws Exception {
        run(("ip " + String.format(arguments, values)).split(" "));
    }
}
