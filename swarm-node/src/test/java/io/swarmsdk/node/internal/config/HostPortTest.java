package io.swarmsdk.node.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"127.0.0.1:0", "10.1.2.3:65535", "[0:0:0:0:0:0:0:1]:4789", "[fd00:0:0:0:0:0:0:7]:1"})
    void writesWhatItReads(String text) {
        assertThat(HostPort.format(HostPort.parse("bind", text))).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"[::1]:80,[0:0:0:0:0:0:0:1]:80", "::1:80,[0:0:0:0:0:0:0:1]:80", "localhost:80,127.0.0.1:80"})
    void readsOtherFormsOfAnAddress(String text, String canonical) {
        assertThat(HostPort.format(HostPort.parse("bind", text))).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                "7000",
                ":7000",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:x",
                "127.0.0.1:-1",
                "127.0.0.1:65536",
                "127.0.0.1:99999999999",
                "[::1]",
                "[::1]:"
            })
    void refusesEverythingElseNamingTheSettingTheTextAndWhatIsExpected(String text) {
        assertThatThrownBy(() -> HostPort.parse("join", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("join: '" + text + "' (expected: ");
    }
}
