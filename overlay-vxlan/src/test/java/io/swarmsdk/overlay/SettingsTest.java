package io.swarmsdk.overlay;

import static io.swarmsdk.overlay.Inet.at;
import static io.swarmsdk.overlay.Inet.ip;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final MacAddress MAC = MacAddress.parse("02:42:0a:2a:00:63");

    static Stream<Arguments> refused() {
        Vtep.Builder builder = Vtep.builder();
        return Stream.of(
                refused("name: a b (expected:", () -> builder.name("a b")),
                refused("name:  (expected:", () -> builder.name("")),
                refused("mtu: 575 (expected: 576 to 65000)", () -> builder.mtu(575)),
                refused("mtu: 65001 (expected:", () -> builder.mtu(65_001)),
                refused("bind: /224.0.0.1:1", () -> builder.bind(at("224.0.0.1", 1))),
                refused("bind: nowhere", () -> builder.bind(InetSocketAddress.createUnresolved("nowhere", 1))),
                refused("advertise: 0.0.0.0", () -> builder.advertise(ip("0.0.0.0"))),
                refused("vni: 0 (expected: 1 to 16777215)", () -> entry(0, MAC, "10.0.0.1", at("10.1.1.1", 1))),
                refused("vni: 16777216 (", () -> entry(1 << 24, MAC, "10.0.0.1", at("10.1.1.1", 1))),
                refused("mac: ff:ff:", () -> entry(1, MacAddress.BROADCAST, "10.0.0.1", at("10.1.1.1", 1))),
                refused("mac: 00:00:", () -> entry(1, new MacAddress(0), "10.0.0.1", at("10.1.1.1", 1))),
                refused("ip: 0.0.0.0", () -> entry(1, MAC, "0.0.0.0", at("10.1.1.1", 1))),
                refused("vtep: ", () -> entry(1, MAC, "10.0.0.1", at("10.1.1.1", 0))),
                refused("vtep: ", () -> entry(1, MAC, "10.0.0.1", at("0.0.0.0", 4789))));
    }

    private static Arguments refused(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aValueOutOfRangeIsRefusedWithItsNameAndWhatIsAllowed(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("(expected: ");
    }

    private static void entry(int vni, MacAddress mac, String ip, InetSocketAddress vtep) {
        new ForwardingEntry(vni, mac, ip(ip), vtep);
    }
}
