package io.swarmsdk.scheduler.internal.shell.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.worker.Nouns;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private final Templates templates = Templates.of(Nouns.task("t1", "n1"), new Context());

    @ParameterizedTest
    @CsvSource({
        "{{.Task.Slot}}, 1",
        "{{ .Task.ID }}, t1",
        "{{.Task.Name}}, web.1",
        "{{.Service.Name}}-{{.Service.ID}}, web-svc-web",
        "{{.Node.ID}}@{{.Node.Hostname}}, n1@host-1",
        "no template, no template",
        "{single}, {single}"
    })
    void expands(String text, String expected) throws RejectedTaskException {
        assertThat(templates.expand("env A", text)).isEqualTo(expected);
    }

    @Test
    void rejectsWhatItDoesNotKnowAndSaysWhere() {
        assertThatThrownBy(() -> templates.expandAll(Map.of("WHO", "{{.Task.Owner}}")))
                .isInstanceOf(RejectedTaskException.class)
                .hasMessageStartingWith(
                        "env WHO: unknown template '{{.Task.Owner}}' (expected: one of [.Node.Hostname,");
    }

    private static final class Context implements ControllerContext {
        @Override
        public String nodeId() {
            return "n1";
        }

        @Override
        public NodeDescription node() {
            return Nouns.description("host-1");
        }

        @Override
        public void processStarted(long pid, Optional<Instant> startedAt) {}

        @Override
        public void exited(int exitCode, Optional<String> error) {}
    }
}
