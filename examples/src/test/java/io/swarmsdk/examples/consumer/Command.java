package io.swarmsdk.examples.consumer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that must end by itself in time. */
public final class Command {
    /** Exit code, and what came out on both outputs; standard output also alone. */
    public record Result(int exitCode, String standardOutput, String errorOutput) {
        /** Both outputs. */
        public String output() {
            return standardOutput + errorOutput;
        }
    }

    private Command() {}

    /** Runs a command in a folder; fails when it is not over in time. */
    public static Result run(List<String> command, Path folder, Duration limit)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("MAVEN_BASEDIR", "CLASSPATH", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "not over after " + limit + ":\n" + read(out) + read(err) + String.join(" ", command));
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
