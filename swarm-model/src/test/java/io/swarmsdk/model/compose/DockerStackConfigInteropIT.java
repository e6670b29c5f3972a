package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Docker's own stack parser as the judge: {@code docker stack config} needs no daemon and no root. Skipped where there is
 * no client of version 25 or later, since not every system can install one.
 */
class DockerStackConfigInteropIT {
    private static final Pattern VERSION = Pattern.compile("Docker version ([0-9]+)\\.");
    private static final long PATIENCE_SECONDS = 60;
    private static Path docker = Path.of("docker");

    @TempDir
    private Path folder;

    @BeforeAll
    static void findDocker() throws Exception {
        var found = onPath();
        assumeTrue(found.isPresent(), "no docker client on the path");
        docker = found.get();
        var answer = run(List.of(docker.toString(), "--version"));
        var version = VERSION.matcher(answer.output);
        assumeTrue(
                version.find() && Integer.parseInt(version.group(1)) >= 25,
                () -> "the docker client is too old for `stack config`: " + answer.output);
    }

    /** Without the two that have keys which do nothing: we leave them out. */
    static Stream<String> goodFiles() {
        return Cases.with(".expected.yml").filter(name -> !name.startsWith("015") && !name.startsWith("043"));
    }

    static Stream<String> badFiles() {
        return Cases.with(".yml").filter(name -> name.startsWith("5"));
    }

    @ParameterizedTest
    @MethodSource("goodFiles")
    void theNormalisedFileIsWhatThisDockerPrints(String name) throws Exception {
        var theirs = stackConfig(Cases.file(name));
        assertThat(theirs.status).as(theirs.output).isZero();
        assertThat(Cases.data(Cases.LOADER.normalise(Cases.file(name)))).isEqualTo(Cases.data(theirs.output));
    }

    @ParameterizedTest
    @MethodSource("goodFiles")
    void dockerReadsOurNormalisedFileAsTheSame(String name) throws Exception {
        var ours = Cases.LOADER.normalise(Cases.file(name));
        var copy = folder.resolve("ours.yml");
        Files.writeString(copy, ours.replace("$", "$$"));
        var theirs = stackConfig(copy);
        assertThat(theirs.status).as(theirs.output).isZero();
        assertThat(Cases.data(theirs.output)).isEqualTo(Cases.data(ours));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void whatWeRefuseThisDockerRefusesToo(String name) throws Exception {
        assertThat(stackConfig(Cases.file(name)).status).isNotZero();
        assertThatThrownBy(() -> Cases.LOADER.normalise(Cases.file(name))).isInstanceOf(ComposeException.class);
    }

    @Test
    void textThatLooksLikeSomethingElseComesThrough() throws Exception {
        var file = folder.resolve("texts.yml");
        Files.writeString(file, """
                services:
                  s:
                    image: a
                    labels: {a: "010", b: "1e3", c: "yes", d: "n", e: "~", f: "2001-12-14", g: " x ", h: "#", i: "a: b",
                      j: "{", k: "0x1F", l: "1:30", m: "", n: "'", o: "line\\nline\\n", p: "\\ttab", q: "=", r: "<<", s: "-",
                      t: "null", u: ".5", v: "1_000", w: "0b1", x: "*a", y: "&a", z: "!a", aa: "é€😀", ab: "a #b", ac: "%"}
                """);
        var ours = Cases.LOADER.normalise(file);
        var theirs = stackConfig(file);
        assertThat(theirs.status).as(theirs.output).isZero();
        assertThat(Cases.data(ours)).isEqualTo(Cases.data(theirs.output));
        Files.writeString(file, ours);
        assertThat(Cases.data(stackConfig(file).output)).isEqualTo(Cases.data(theirs.output));
    }

    private record Answer(int status, String output) {}

    private static Answer stackConfig(Path file) throws Exception {
        return run(List.of(docker.toString(), "stack", "config", "-c", file.toString()));
    }

    /** Standard error is joined in only when the client fails: warnings go there too. */
    private static Answer run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(new ArrayList<>(command));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Cases.ENVIRONMENT);
        environment.put("DOCKER_HOST", "unix:///nonexistent");
        var errors = Files.createTempFile("docker", ".err");
        try {
            var process = builder.redirectError(errors.toFile()).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            return new Answer(process.exitValue(), process.exitValue() == 0 ? output : Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    private static Optional<Path> onPath() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(entry -> Path.of(entry).resolve("docker"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
