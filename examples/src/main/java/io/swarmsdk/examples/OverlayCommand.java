package io.swarmsdk.examples;

import io.swarmsdk.overlay.ForwardingEntry;
import io.swarmsdk.overlay.InProcessPort;
import io.swarmsdk.overlay.MacAddress;
import io.swarmsdk.overlay.Vtep;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** overlay-vxlan: two tunnel endpoints, and a ping from one network port to the other. */
@Command(name = "overlay", description = "overlay-vxlan: two tunnel endpoints ping each other.")
final class OverlayCommand implements Callable<Integer> {
    private static final int VNI = 4097;
    private static final int PINGS = 100;

    @Override
    public Integer call() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var leftIp = (Inet4Address) InetAddress.getByName("10.42.0.1");
        var rightIp = (Inet4Address) InetAddress.getByName("10.42.0.2");
        MacAddress leftMac = MacAddress.forIpv4(leftIp);
        MacAddress rightMac = MacAddress.forIpv4(rightIp);
        try (var check = new SelfCheck("overlay");
                Vtep left = Vtep.builder().name("left").bind(loopback).build();
                Vtep right = Vtep.builder().name("right").bind(loopback).build()) {
            InProcessPort port = left.openPort(VNI, leftMac, leftIp, 24);
            right.openPort(VNI, rightMac, rightIp, 24);
            left.control().put(new ForwardingEntry(VNI, rightMac, rightIp, right.address()));
            right.control().put(new ForwardingEntry(VNI, leftMac, leftIp, left.address()));
            Duration total = Duration.ZERO;
            for (int i = 0; i < PINGS; i++) {
                total = total.plus(port.ping(rightIp, Duration.ofSeconds(5)).join());
            }
            long received = right.stats().framesDecapsulated();
            check.that(
                    "their frames crossed the tunnel",
                    received == PINGS,
                    received + " frames received, " + total.dividedBy(PINGS).toNanos() / 1000 + " us per ping");
            check.that(
                    "ARP did not",
                    left.stats().arpAnswered() >= 1 && left.stats().framesEncapsulated() == PINGS,
                    left.stats().arpAnswered() + " answered on the spot");
            return check.exitCode();
        }
    }
}
