package io.swarmsdk.node.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinTokensTest {
    private static final JoinTokens TOKENS = new JoinTokens("works", "manages");

    @ParameterizedTest(name = "''{0}'' as worker {1}, as manager {2}")
    @CsvSource({
        "works,true,false",
        "manages,true,true",
        "work,false,false",
        "workss,false,false",
        "WORKS,false,false",
        "'',false,false"
    })
    void admitsWhoShowsTheRightSecret(String token, boolean asWorker, boolean asManager) {
        assertThat(TOKENS.admits(token, false)).isEqualTo(asWorker);
        assertThat(TOKENS.admits(token, true)).isEqualTo(asManager);
    }

    @Test
    void areNewEachTimeAndDifferFromEachOther() {
        JoinTokens one = JoinTokens.random();
        JoinTokens two = JoinTokens.random();

        assertThat(Stream.of(one.worker(), one.manager(), two.worker(), two.manager())
                        .collect(Collectors.toSet()))
                .hasSize(4)
                .allMatch(token -> token.matches("SWMSDK-1-[0-9a-z]{25}"));
    }

    @Test
    void doNotShowThemselvesInLogs() {
        assertThat(TOKENS.toString()).doesNotContain("works").doesNotContain("manages");
    }

    @Test
    void idsAreTwentyFiveDigitsAndNeverTheSame() {
        assertThat(Stream.generate(Ids::random).limit(1000).collect(Collectors.toSet()))
                .hasSize(1000)
                .allMatch(id -> id.matches("[0-9a-z]{25}"));
    }
}
