package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.ServiceMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
    private static String label(String template) {
        var labels = Cases.load("services: {s: {image: a, labels: {l: '" + template.replace("'", "''") + "'}}}")
                .stack()
                .services()
                .get(0)
                .task()
                .container()
                .labels();
        return labels.getOrDefault("l", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $TAG                  | 1.2
            ${TAG}                | 1.2
            $UNSET                | ''
            x${UNSET}y            | xy
            $$TAG $$$TAG          | $TAG $1.2
            a$$b${TAG}$$          | a$b1.2$
            ${lower_case}${Mixed_Case1}$_UNDER | lcmcunder
            ${UNSET:-d} ${UNSET-d}| d d
            ${EMPTY:-d}|d
            x${EMPTY-d}           | x
            ${TAG:-d}${TAG-d}     | 1.21.2
            ${TAG:?m}${EMPTY?m}   | 1.2
            ${UNSET-}z            | z
            $TAG-suffix           | 1.2
            $TAG:-x rest of text  | 1.2
            pre $UNSET-dflt post  | pre dflt post
            $TAG/path $TAG.x      | 1.2/path 1.2.x
            ${U:-${T}}            | ${T}
            ${U-x:-y}             | y
            ${UNSET:-a?b}         | a?b
            ${UNSET:?a-b}         | b
            ${UNSET?a:-b}         | b
            ${UNSET:-a$b}         | a$b
            ${TAG:-a}b-c$TAG}     | 1.2b-c1.2}
            x$TAG:?m              | x1.2
            """)
    void fillsInAsDockerDoes(String template, String expected) {
        assertThat(label(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "a $ b",
                "$1",
                "${",
                "${}",
                "${TAG",
                "${1A}",
                "${:-a}",
                "${TAG/x}",
                "a ${TAG }",
                "${A+x}",
                "${A:+x}"
            })
    void refusesWhatIsNoTemplate(String template) {
        assertThatThrownBy(() -> label(template))
                .isInstanceOf(ComposeException.class)
                .hasMessageStartingWith("stack.yml:1:38: services.s.labels.l: '" + template + "' (expected: ${NAME}, ");
    }

    @ParameterizedTest
    @CsvSource({
        "${UNSET:?set it}, UNSET, set it",
        "${EMPTY:?set it}, EMPTY, set it",
        "${UNSET?}, UNSET, ''",
        "$UNSET?boom x, UNSET, boom x"
    })
    void saysWhichVariableIsMissingInItsAuthorsWords(String template, String name, String message) {
        assertThatThrownBy(() -> label(template))
                .isInstanceOf(ComposeException.class)
                .hasMessage("stack.yml:1:38: services.s.labels.l: required variable " + name + " is missing a value: "
                        + message);
    }

    @Test
    void leavesKeysAlone() {
        assertThatThrownBy(() -> Cases.load("services: {s: {image: a, $TAG: x}}"))
                .hasMessageContaining("key '$TAG'");
    }

    @Test
    void fillsTheUsersOwnSectionsToo() {
        assertThat(Cases.LOADER.normalise("s", "x-own: {a: $TAG}")).endsWith("x-own:\n  a: \"1.2\"\n");
    }

    @Test
    void turnsTextIntoANumberWhereTheFormatWantsOne() {
        var service = Cases.load("""
                services:
                  s:
                    image: a
                    deploy:
                      replicas: ${REPLICAS}
                      update_config: {parallelism: "${REPLICAS}", max_failure_ratio: "${RATIO}"}
                      restart_policy: {max_attempts: "${REPLICAS}"}
                      placement: {max_replicas_per_node: "${REPLICAS}"}
                    ports: [{target: "${PORT}", published: "${PORT}"}]
                    networks: [n]
                networks: {n: {internal: "${YES}", attachable: "${ON}"}}
                """).stack();
        var spec = service.services().get(0);
        assertThat(spec.mode()).isEqualTo(new ServiceMode.Replicated(3));
        assertThat(spec.update().parallelism()).isEqualTo(3);
        assertThat(spec.update().maxFailureRatio()).isEqualTo(0.25);
        assertThat(spec.task().restart().maxAttempts()).isEqualTo(3);
        assertThat(spec.task().placement().maxReplicasPerNode()).isEqualTo(3);
        assertThat(spec.ports().get(0).publishedPort()).isEqualTo(8080);
        assertThat(service.networks().get(0).internal()).isTrue();
        assertThat(service.networks().get(0).attachable()).isTrue();
    }

    @Test
    void aNumberInQuotesStaysTextWhenNoVariableIsInIt() {
        assertThatThrownBy(() -> Cases.load("services: {s: {image: a, deploy: {replicas: '3'}}}"))
                .hasMessage(
                        "stack.yml:1:45: services.s.deploy.replicas: '3' (expected: a whole number of 0..2147483647)");
    }

    @Test
    void boundsWhatVariablesCanGrowAFileTo() {
        var loader = ComposeLoader.builder()
                .environment(Map.of("BIG", "x".repeat(100_000)))
                .build();
        var yaml = "x-a: [" + "$BIG, ".repeat(100) + "a]";
        assertThatThrownBy(() -> loader.normalise("s", yaml))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("characters after filling in variables");
    }
}
