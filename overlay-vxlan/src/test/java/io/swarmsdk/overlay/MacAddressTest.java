package io.swarmsdk.overlay;

import static io.swarmsdk.overlay.Inet.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @Test
    void isDerivedFromAnIpv4AddressAsSwarmsDo() {
        assertThat(MacAddress.forIpv4(ip("10.42.0.99"))).hasToString("02:42:0a:2a:00:63");
        assertThat(MacAddress.forIpv4(ip("255.255.255.255"))).hasToString("02:42:ff:ff:ff:ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:00:00:00:00:00", "02:42:0a:2a:00:63", "ff:ff:ff:ff:ff:ff"})
    void isReadAsItIsWritten(String text) {
        assertThat(MacAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:42", "02:42:0a:2a:00:63:01", "02-42-0a-2a-00-63", "02:42:0a:2a:00:6g", "0242:0a2a"})
    void whatIsNotSixBytesIsRefused(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text: " + text)
                .hasMessageContaining("expected: six bytes");
    }

    @Test
    void knowsGroupsAndStations() {
        assertThat(MacAddress.BROADCAST.isGroup()).isTrue();
        assertThat(MacAddress.parse("01:00:5e:00:00:01").isGroup()).isTrue();
        assertThat(MacAddress.parse("02:42:00:00:00:01").isStation()).isTrue();
        assertThat(new MacAddress(0).isStation()).isFalse();
        assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(IllegalArgumentException.class);
    }
}
