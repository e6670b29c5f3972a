package io.swarmsdk.examples;

import io.swarmsdk.examples.consumer.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code java -jar swarm-examples.jar}, as it was packaged by this build. */
final class Jar {
    private static final Path JAR = Path.of("target", "swarm-examples.jar").toAbsolutePath();

    private Jar() {}

    static List<String> command(String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Runs to the end. */
    static Command.Result run(Path folder, Duration limit, String... arguments)
            throws IOException, InterruptedException {
        return Command.run(command(arguments), folder, limit);
    }

    /** A node that runs until it is closed. */
    static final class Node implements AutoCloseable {
        private final Process process;
        private final String ready;

        private Node(Process process, String ready) {
            this.process = process;
            this.ready = ready;
        }

        /** Starts a node and waits until it serves. */
        static Node start(Path folder, String... arguments) throws IOException {
            var all = new ArrayList<>(List.of("node"));
            all.addAll(Arrays.asList(arguments));
            Process process = new ProcessBuilder(command(all.toArray(String[]::new)))
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("node.log").toFile())
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ready ")) {
                    return new Node(process, line);
                }
            }
            process.destroyForcibly();
            throw new AssertionError("the node ended before it was ready; see " + folder.resolve("node.log"));
        }

        /** A word of its ready line. */
        String value(String key) {
            for (String word : ready.split(" ", -1)) {
                if (word.startsWith(key + "=")) {
                    return word.substring(key.length() + 1);
                }
            }
            throw new AssertionError("no " + key + " in: " + ready);
        }

        /** kill -9. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
