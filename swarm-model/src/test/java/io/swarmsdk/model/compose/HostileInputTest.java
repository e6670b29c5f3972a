package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.swarmsdk.model.StackSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a stranger sends, the answer is a stack or a {@link ComposeException}, and it comes soon. */
class HostileInputTest {
    private static final int MUTANTS = 60;
    private static final String SIGNS = " \n\t:-{}[],&*#?|>'\"%@!$<~\\0";
    private static final List<String> WORDS = List.of(
            "true",
            "null",
            "~",
            "-1",
            "010",
            "1.5",
            "1e9",
            "2001-12-14",
            "''",
            "a",
            "$TAG",
            "${X:-d}",
            "$$",
            "<<",
            "*d",
            "&d ",
            "[]",
            "{}",
            "[a, b]",
            "{a: b}",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "x-",
            "# ",
            "!!str ",
            "default",
            "external");

    static Stream<String> goodFiles() {
        return Cases.with(".api.json");
    }

    private static void refuses(String yaml, String message) {
        assertThatThrownBy(() -> Cases.load(yaml))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void boundsTheSize() {
        refuses("x-a: " + "a".repeat(1 << 20), "stack.yml:1:1: more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void boundsTheDepth(String opening) {
        refuses("x-a:\n  " + opening.repeat(100_000), "more than 64 levels");
    }

    @Test
    void boundsTheDepthThatAliasesAddUpTo() {
        var yaml = new StringBuilder("x-0: &a0 {}\n");
        for (int i = 1; i < 80; i++) {
            yaml.append("x-%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        refuses(yaml.toString(), "more than 64 levels");
    }

    @Test
    void boundsWhatAliasesBlowAFileUpTo() {
        var yaml = new StringBuilder("x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 20; i++) {
            yaml.append("x-%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        refuses(yaml.toString(), "characters with aliases written out");
    }

    @Test
    void boundsWhatMergeKeysBlowAFileUpTo() {
        var yaml = new StringBuilder("x-0: &a0 {k: v}\n");
        for (int i = 1; i < 60; i++) {
            yaml.append("x-%d: &a%d {k%d: v, <<: [*a%d, *a%d]}\n".formatted(i, i, i, i - 1, i - 1));
        }
        refuses(yaml.toString(), "characters with aliases written out");
    }

    @Test
    void shortensAndCleansWhatItQuotes() {
        refuses("services: {s: {image: \"\\e[31m" + "A".repeat(500) + "\"}}", "'\uFFFD[31m" + "A".repeat(75) + "…'");
    }

    @Test
    void readsAFullSizedFileInGoodTime() {
        var yaml = new StringBuilder("services:\n");
        for (int i = 0; i < 5_000; i++) {
            yaml.append("  s%d: {image: a, environment: {A: '1', B: \"${TAG}\"}, networks: [n], labels: [a, b]}\n"
                    .formatted(i));
        }
        yaml.append("networks: {n: {}}\n");
        assertThat(Cases.load(yaml.toString()).stack().services()).hasSize(5_000);
    }

    @ParameterizedTest
    @MethodSource("goodFiles")
    void aDamagedFileIsReadOrRefused(String name) {
        var good = Cases.text(name + ".yml");
        for (long seed = 0; seed < MUTANTS; seed++) {
            var text = mutate(good, new Random(seed));
            try {
                StackSpec stack = Cases.load(text).stack();
                var normal = Cases.LOADER.normalise("mutant.yml", text);
                if (normal.indexOf('$') < 0) { // a key's dollar sign cannot be told from a value's
                    var again = Cases.LOADER.load("st", "again.yml", normal).stack();
                    assertThat(again.services()).containsExactlyInAnyOrderElementsOf(stack.services());
                }
            } catch (ComposeException e) {
                assertThat(e.problems()).isNotEmpty();
            } catch (RuntimeException | StackOverflowError e) {
                fail("%s, seed %d: %s".formatted(name, seed, text), e);
            }
        }
    }

    /** One to three edits: a byte, a sign, a word put in; a piece dropped, or repeated elsewhere. */
    private static String mutate(String good, Random random) {
        var text = new StringBuilder(good);
        for (int edits = 1 + random.nextInt(3); edits > 0 && !text.isEmpty(); edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> text.replace(at, end, WORDS.get(random.nextInt(WORDS.size())));
                case 3 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                case 4 -> text.delete(at, end);
                default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            }
        }
        return text.toString();
    }
}
