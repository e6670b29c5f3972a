package io.swarmsdk.gossip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuilderTest {

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(b -> b.name("a b"), "name: a b (expected: 1 to 128 printable ASCII characters)"),
                mistake(b -> b.name(""), "name:  (expected: 1 to 128 printable ASCII characters)"),
                mistake(b -> b.cluster("ü"), "cluster: ü (expected: 1 to 64 printable ASCII characters)"),
                mistake(b -> b.metadata(new byte[513]), "metadata: 513 bytes (expected: at most 512 bytes)"),
                mistake(b -> b.packetBytes(500), "packetBytes: 500 (expected: 1280 to 65000)"),
                mistake(
                        b -> b.bind(InetSocketAddress.createUnresolved("x", 1)),
                        "bind: x/<unresolved>:1 (expected: a resolved address)"),
                mistake(
                        b -> b.bind(new InetSocketAddress(0)),
                        "advertise: 0.0.0.0/0.0.0.0:0 (expected: a resolved address others can reach, not the"
                                + " wildcard)"),
                mistake(
                        b -> b.profile(GossipProfile.LAN.withProbe(Duration.ofMillis(10), Duration.ofSeconds(1))),
                        "probeTimeout: PT1S (expected: < probeInterval PT0.01S)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void namesTheSettingTheValueAndWhatIsAllowed(Consumer<Gossip.Builder> mistake, String message) {
        Gossip.Builder builder = Gossip.builder().name("a").bind(LOOPBACK);
        assertThatThrownBy(() -> {
                    mistake.accept(builder);
                    builder.build().close();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void asksForWhatHasNoDefault(String message, Gossip.Builder builder) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> missing() {
        return Arrays.asList(
                Arguments.of("name: null (expected: a name)", Gossip.builder().bind(LOOPBACK)),
                Arguments.of(
                        "bind: null (expected: an address)", Gossip.builder().name("a")))
                .stream();
    }

    private static Arguments mistake(Consumer<Gossip.Builder> change, String message) {
        return Arguments.of(change, message);
    }
}
