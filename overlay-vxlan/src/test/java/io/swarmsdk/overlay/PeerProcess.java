package io.swarmsdk.overlay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An {@link InteropPeer} in a JVM of its own, and the pipes to it. Ends with its input. */
final class PeerProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private PeerProcess(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it behind a command prefix, such as one that enters a network namespace. */
    static PeerProcess start(List<String> prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx64m", "-cp", classPath(), InteropPeer.class.getName()));
        command.addAll(List.of(arguments));
        return new PeerProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** The tests may run on the module path; a child takes everything from the class path. */
    private static String classPath() {
        String all = "target/test-classes:target/classes:" + System.getProperty("jdk.module.path", "") + ":"
                + System.getProperty("java.class.path");
        return String.join(":", Arrays.stream(all.split(":")).distinct().toList());
    }

    /** Sends a command and waits for its answer. */
    String tell(String command) throws Exception {
        commands.println(command);
        return answer();
    }

    /** Waits for one line. */
    String answer() throws Exception {
        return CompletableFuture.supplyAsync(this::readLine).get(60, TimeUnit.SECONDS);
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            return line == null ? "the peer has ended" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        commands.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
