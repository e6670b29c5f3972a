package io.swarmsdk.node.internal.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.overlay.ForwardingEntry;
import io.swarmsdk.overlay.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRecordTest {
    private static final String GOOD = "1 4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789";

    @Test
    void readsWhatItWrote() {
        ForwardingEntry entry = entry("10.0.1.2", "127.0.0.1:4789");

        assertThat(new String(EndpointRecord.encode(entry), StandardCharsets.US_ASCII))
                .isEqualTo(GOOD);
        assertThat(EndpointRecord.decode(EndpointRecord.encode(entry))).isEqualTo(entry);
    }

    @Test
    void readsAnEndpointBehindIpv6() {
        ForwardingEntry entry = entry("10.255.255.254", "[fd00::7]:65535");

        assertThat(EndpointRecord.decode(EndpointRecord.encode(entry))).isEqualTo(entry);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "2 4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789 more",
                "1  4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 0 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 -1 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 16777216 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 99999999999 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 x 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01 10.0.1.2 127.0.0.1:4789",
                "1 4097 00:00:00:00:00:00 10.0.1.2 127.0.0.1:4789",
                "1 4097 ff:ff:ff:ff:ff:ff 10.0.1.2 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 10.0.1 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 10.0.1.256 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 0.0.0.0 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 224.0.0.1 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 fd00::1 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 some.host 127.0.0.1:4789",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:0",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 127.0.0.1:65536",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 0.0.0.0:4789",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 [::]:4789",
                "1 4097 02:42:0a:00:01:02 10.0.1.2 [:.]:4789",
            })
    void refusesWhatItWouldNotWrite(String text) {
        assertThatThrownBy(() -> EndpointRecord.decode(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"localhost:4789", "127.1:4789", "2130706433:4789", "[localhost]:4789", "999.0.0.1:4789"})
    void looksNoNameUp(String vtep) {
        byte[] row = ("1 4097 02:42:0a:00:01:02 10.0.1.2 " + vtep).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> EndpointRecord.decode(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vtep: '" + vtep + "' (expected: IP:PORT)");
    }

    @Test
    void refusesOrReadsAnyBytesWithoutAnyOtherFailure() {
        var random = new Random(7);
        byte[] good = GOOD.getBytes(StandardCharsets.US_ASCII);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            int changes = 1 + random.nextInt(3);
            for (int c = 0; c < changes; c++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(EndpointRecord.decode(bytes).vni()).isPositive();
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static ForwardingEntry entry(String ip, String vtep) {
        var address = EndpointRecord.ipv4(ip);
        return new ForwardingEntry(4097, MacAddress.forIpv4(address), address, HostPort.parse("vtep", vtep));
    }
}
