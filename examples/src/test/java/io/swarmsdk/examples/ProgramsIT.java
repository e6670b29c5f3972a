package io.swarmsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.examples.consumer.Command;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One small program per module, and what the command line answers to nonsense. */
class ProgramsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"counter", "members", "store", "schedule", "overlay", "embed"})
    void aModulesOwnProgramChecksItself(String program) throws Exception {
        Command.Result result = Jar.run(folder, LIMIT, program);
        assertThat(result.standardOutput())
                .as(result.output())
                .contains(", 0 failed")
                .doesNotContain("FAILED");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|nonsense",
                "demo --format xml|xml",
                "node --manager|--bind",
                "node --manager --data d --bind nowhere|--bind: 'nowhere' (expected: IP:PORT)",
                "node --manager --managers 2 --data d --bind 127.0.0.1:0|managers: 2 (expected: 1, 3, 5 or 7)",
                "stack deploy -c x.yml shop|--manager",
                "stack|missing subcommand"
            })
    void usageErrorsEndWithCodeTwoAndNameTheOption(String arguments, String said) throws Exception {
        Command.Result result = Jar.run(folder, LIMIT, arguments.split(" ", -1));
        assertThat(result.errorOutput()).contains(said);
        assertThat(result.standardOutput()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
