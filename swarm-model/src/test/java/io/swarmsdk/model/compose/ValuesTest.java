package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.ServiceSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static ServiceSpec service(String keys) {
        return Cases.load("services: {s: {image: a, " + keys + "}}")
                .stack()
                .services()
                .get(0);
    }

    private static void refuses(String keys, String path) {
        assertThatThrownBy(() -> service(keys))
                .isInstanceOfSatisfying(
                        ComposeException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(
                                        problem -> assertThat(problem.path()).isEqualTo("services.s." + path)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            010   | 8
            0o17  | 15
            0x1F  | 31
            0xff_f| 4095
            -0x1F | -31
            0b11  | 3
            0b2   | 0b2
            -010  | -8
            089   | 89
            +5    | 5
            -0    | 0
            -0.0  | -0
            1_000 | 1000
            1_0.5 | 10.5
            1.50  | 1.5
            1.    | 1
            .5    | 0.5
            ._1   | ._1
            1e3   | 1000
            1e+3  | 1000
            1e5   | 100000
            1e20  | 1e+20
            1e-7  | 1e-07
            1e400 | 1e400
            0.0001 | 0.0001
            0.00001 | 1e-05
            1234.5 | 1234.5
            1234567.0 | 1.234567e+06
            12345678.5 | 1.23456785e+07
            123456789.125 | 1.23456789125e+08
            9223372036854775808 | 9223372036854775808
            18446744073709551616 | 1.8446744073709552e+19
            2001-12-14 | 2001-12-14 00:00:00 +0000 UTC
            2001-12-14T10:11:12Z | 2001-12-14 10:11:12 +0000 UTC
            2001-12-14T10:11:12+02:00 | 2001-12-14 10:11:12 +0200 +0200
            2001-12-14 10:11:12.50 | 2001-12-14 10:11:12.5 +0000 UTC
            2001-12-14T10:11:12 | 2001-12-14T10:11:12
            2001-02-30 | 2001-02-30
            1:30  | 1:30
            yes   | yes
            on    | on
            ~     | ''
            '"010"' | 010
            !!str 010 | 010
            !!int "7" | 7
            """)
    void aScalarInALabelIsTheTextThatDockerMakesOfIt(String written, String expected) {
        var bare = written.startsWith("'") ? written.substring(1, written.length() - 1) : written;
        assertThat(service("labels: {l: " + bare + "}").task().container().labels())
                .containsEntry("l", expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1h2m3s4ms5us6ns, 3723004005006",
        "1m30.5s, 90500000000",
        "1.5h, 5400000000000",
        "'0', 0",
        "0s, 0",
        ".5s, 500000000",
        "1h30m0.5s1ms, 5400501000000",
        "300000h, 1080000000000000000"
    })
    void readsDurations(String written, long nanos) {
        assertThat(service("stop_grace_period: '" + written + "'")
                        .task()
                        .container()
                        .stopGracePeriod())
                .isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10", "'10'", "''", "5 s", "1.5.5s", "1d", "s", ".s", "-5s", "9999999h", "1hs", "~", "[1s]"})
    void refusesWhatIsNoDuration(String written) {
        refuses("stop_grace_period: " + written, "stop_grace_period");
    }

    @ParameterizedTest
    @CsvSource({
        "50M, 52428800",
        "1.5g, 1610612736",
        "1.5 GB, 1610612736",
        "64mib, 67108864",
        "8192k, 8388608",
        "1T, 1099511627776",
        "5e6, 5000000",
        "16777216, 16777216",
        "16777216b, 16777216"
    })
    void readsSizesInBinaryUnits(String written, long bytes) {
        var spec = service("deploy: {resources: {limits: {memory: '" + written + "'}}}");
        assertThat(spec.task().limits().memoryBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"128", "'-5m'", "k", "''", "' 8m'", "'8m '", "8ib", "8x", "1e99g", "9999999p", "4095k"})
    void refusesWhatIsNoSizeOrTooSmall(String written) {
        refuses("deploy: {resources: {limits: {memory: " + written + "}}}", "deploy.resources.limits.memory");
    }

    @ParameterizedTest
    @CsvSource({"2, 2000000000", "0.5, 500000000", ".5, 500000000", "0.123456789, 123456789", "1e1, 10000000000"})
    void readsCores(String written, long nanos) {
        var spec = service("deploy: {resources: {reservations: {cpus: '" + written + "'}}}");
        assertThat(spec.task().reservations().nanoCpus()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "'-1'", "'0.1234567891'", "two", "'1e99'", "''"})
    void refusesWhatIsNoNumberOfCores(String written) {
        refuses("deploy: {resources: {limits: {cpus: " + written + "}}}", "deploy.resources.limits.cpus");
    }

    @Test
    void splitsACommandLineAsAShellDoesWithoutExpandingIt() {
        var line = "command: |\n  a#b \"\" c|d `y` \"d\\e\\\"f\\\\x\" g\\h 'i\\j' k\"l\"m'n' o\\ p; & # rest\n  z\n";
        assertThat(Cases.load("services:\n s:\n  image: a\n  " + line.replace("\n  ", "\n   "))
                        .stack()
                        .services()
                        .get(0)
                        .task()
                        .container()
                        .command())
                .containsExactly("a#b", "", "c|d", "`y`", "de\"f\\x", "gh", "i\\j", "klmn", "o p;", "&", "z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a \"b'", "'a \\'", "12", "~", "{a: b}"})
    void refusesACommandThatIsNone(String written) {
        refuses("command: " + written, "command");
    }

    @Test
    void takesAListOfArgumentsAsItIs() {
        var container =
                service("command: [a b, '$$c'], entrypoint: ['']").task().container();
        assertThat(container.command()).isEqualTo(List.of("a b", "$c"));
        assertThat(container.entrypoint()).isEqualTo(List.of(""));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx:latest",
        "library/nginx, nginx:latest",
        "docker.io/library/nginx:1, nginx:1",
        "index.docker.io/a/b, a/b:latest",
        "localhost/x, localhost/x:latest",
        "localhost:5000/x/y:tag, localhost:5000/x/y:tag",
        "host.example/a__b/c-d.e, host.example/a__b/c-d.e:latest",
        "'[::1]:5000/x', '[::1]:5000/x:latest'"
    })
    void writesImagesInTheirShortFormWithATag(String written, String expected) {
        var stack = Cases.load("services: {s: {image: '" + written + "'}}").stack();
        assertThat(stack.services().get(0).task().container().image()).isEqualTo(expected);
        assertThat(stack.services().get(0).labels()).containsEntry("com.docker.stack.image", written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPPER",
                "a b",
                "a:",
                "a:-x",
                "a//b",
                "-a",
                "a@sha256:12",
                "host.x/",
                "a/../b",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void refusesWhatIsNoImage(String written) {
        assertThatThrownBy(() -> Cases.load("services: {s: {image: '" + written + "'}}"))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("services.s.image: '");
    }
}
