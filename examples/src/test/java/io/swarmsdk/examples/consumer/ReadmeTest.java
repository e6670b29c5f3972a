package io.swarmsdk.examples.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.examples.consumer.Readme.Block;
import org.junit.jupiter.api.Test;

/** What the README promises about its own form; that its programs run is shown by {@link ConsumerIT}. */
class ReadmeTest {
    private final Readme readme = Checkout.find().readme();

    @Test
    void theProjectStartsWithTwoCommandsOfOneLineEach() {
        assertThat(readme.in("Two commands"))
                .hasSize(2)
                .allSatisfy(block -> assertThat(block.language()).isEqualTo("sh"))
                .allSatisfy(block -> assertThat(block.lines()).hasSize(1).noneMatch(String::isBlank));
    }

    @Test
    void everyModuleHasItsOwnSnippetAndNoJavaEscapesTheCompiler() {
        assertThat(readme.of("java"))
                .extracting(Block::marker)
                .containsExactlyInAnyOrderElementsOf(ConsumerIT.MODULES.keySet());
    }

    @Test
    void aSnippetWithoutAMarkerIsNoticed() {
        var page = Readme.parse("<!-- snippet: a -->\ntext between\n```java\nclass A {}\n```\n");

        assertThat(page.of("java")).extracting(Block::marker).containsExactly("");
        assertThatThrownBy(() -> page.snippet("a")).hasMessageContaining("0 java blocks");
    }

    @Test
    void aSnippetIsFoundUnderItsMarkerWithTheNameOfItsPublicClass() {
        var page = Readme.parse("## One\n<!-- snippet: a -->\n\n```java\nclass Helper {}\npublic class Main {}\n```\n");

        var snippet = page.snippet("a");

        assertThat(snippet.mainClass()).isEqualTo("consumer.Main");
        assertThat(snippet.code()).isEqualTo("package consumer;\n\nclass Helper {}\npublic class Main {}\n");
        assertThat(page.in("One")).hasSize(1);
    }

    @Test
    void aFenceThatIsNeverClosedIsNoticed() {
        assertThatThrownBy(() -> Readme.parse("text\n```java\nclass A {}\n")).hasMessageContaining("line 2");
    }
}
