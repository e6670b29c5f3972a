package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    private static List<PortSpec> ports(String list) {
        return Cases.load("services: {s: {image: a, ports: " + list + "}}")
                .stack()
                .services()
                .get(0)
                .ports();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80              | 0:80/TCP
            "81"            | 0:81/TCP
            "8082:82"       | 8082:82/TCP
            "8083:83/udp"   | 8083:83/UDP
            "80/TCP"        | 0:80/TCP
            "80:80/"        | 80:80/TCP
            "0080:80"       | 80:80/TCP
            "0:80"          | 0:80/TCP
            ":80"           | 0:80/TCP
            "80-82"         | 0:80/TCP 0:81/TCP 0:82/TCP
            "90-91:80-81/udp" | 90:80/UDP 91:81/UDP
            "90-92:80"      | 90:80/TCP 91:80/TCP 92:80/TCP
            "80-80:90"      | 80:90/TCP
            "127.0.0.1:85:86" | 85:86/TCP
            "127.0.0.1::90" | 0:90/TCP
            "[::1]:60:61"   | 60:61/TCP
            "fe80::1:60:61" | 60:61/TCP
            """)
    void readsTheShortForm(String written, String expected) {
        assertThat(ports("[" + written + "]"))
                .allMatch(port -> port.mode() == PublishMode.INGRESS)
                .extracting(port -> port.publishedPort() + ":" + port.targetPort() + "/" + port.protocol())
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:80",
                "70000:80",
                "80:0",
                "80:",
                " 80:80",
                "82-80:80",
                "a.b:80:80",
                "80:80:80",
                "80:90-95",
                "90-92:80-81",
                "80/foo",
                "-80",
                "+80",
                "",
                "/tcp",
                "300.1.1.1:80:80",
                "99999999999:1",
                "1::2::3:4:5"
            })
    void refusesWhatIsNoPort(String written) {
        assertThatThrownBy(() -> ports("['" + written + "']"))
                .isInstanceOf(ComposeException.class)
                .hasMessageStartingWith("stack.yml:1:34: services.s.ports[0]: '" + written + "' (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80.5", "true", "~", "[80]"})
    void refusesPortsOfAnotherType(String written) {
        assertThatThrownBy(() -> ports("[" + written + "]")).hasMessageContaining("services.s.ports[0]: ");
    }

    @Test
    void readsTheLongForm() {
        assertThat(ports("[{target: 80}, {target: 53, published: 54, protocol: udp, mode: host}]"))
                .containsExactly(
                        new PortSpec(PortProtocol.TCP, 80, 0, PublishMode.INGRESS),
                        new PortSpec(PortProtocol.UDP, 53, 54, PublishMode.HOST));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {published: 80}             | services.s.ports[0]: no target
            {target: 0}                 | services.s.ports[0].target: the number 0
            {target: "80"}              | services.s.ports[0].target: '80'
            {target: 80, mode: foo}     | services.s.ports[0].mode: 'foo' (expected: host, ingress)
            {target: 80, protocol: bar} | services.s.ports[0].protocol: 'bar' (expected: tcp, udp or sctp)
            {target: 80, published: 65536} | services.s.ports[0].published: the number 65536
            {target: 80, protocol: sctp} | services.s.ports[0]: sctp is not supported yet
            """)
    void refusesALongFormThatIsWrong(String written, String message) {
        assertThatThrownBy(() -> ports("[" + written + "]")).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '["80:80", "80:81"]'                   | '[]'                | services.s.ports[1]: tcp port 80
            '["80:80"]'                            | '["80:81"]'         | services.t.ports[0]: tcp port 80
            '["80-90:80-90"]'                      | '["85:1"]'          | services.t.ports[0]: tcp port 85
            '[{target: 1, published: 80, mode: host}]' | '["80:80"]'     | services.t.ports[0]: tcp port 80
            '["80:80"]' | '[{target: 1, published: 80, mode: host}]'     | services.t.ports[0]: tcp port 80
            '[{target: 1, published: 80, mode: host}, {target: 2, published: 80, mode: host}]' | '[]' | services.s.ports[1]: tcp port 80
            """)
    void refusesAPortThatCannotBePublishedTwice(String first, String second, String message) {
        var yaml = "services: {s: {image: a, ports: %s}, t: {image: a, ports: %s}}".formatted(first, second);
        assertThatThrownBy(() -> Cases.load(yaml))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining(message + " is published already (expected: once; services.s.ports[0] has it)");
    }

    @Test
    void twoServicesMayHaveOnePortOnTheHostOrInTwoProtocols() {
        var host = "[{target: 1, published: 80, mode: host}, '53:53', '53:53/udp']";
        var yaml =
                "services: {s: {image: a, ports: %s}, t: {image: a, ports: [{target: 1, published: 80, mode: host}]}}";
        assertThat(Cases.load(yaml.formatted(host)).stack().services()).hasSize(2);
    }

    @Test
    void anIngressPortNeedsAVirtualAddress() {
        var yaml = "services: {s: {image: a, ports: [80], deploy: {endpoint_mode: DNSRR}}}";
        assertThatThrownBy(() -> Cases.load(yaml)).hasMessageContaining("services.s.ports[0]: mode ingress with");
    }

    @Test
    void warnsThatAnAddressInFrontHasNoEffect() {
        assertThat(Cases.load("services: {s: {image: a, ports: ['127.0.0.1:80-89:80-89']}}")
                        .warnings())
                .containsExactly("stack.yml:1:34: services.s.ports[0]: ignoring the IP address 127.0.0.1: the service"
                        + " listens on all of a node's addresses");
    }

    @Test
    void boundsThePortsOfAFile() {
        var services = List.of("a", "b", "c").stream()
                .map(name -> name + ": {image: a, ports: ['1-4000']}")
                .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> Cases.load("services: {" + services + "}"))
                .hasMessageContaining("services.c.ports[0]: port 12000 of this file (expected: at most 10000)");
    }
}
