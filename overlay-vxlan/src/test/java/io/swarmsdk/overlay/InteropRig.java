package io.swarmsdk.overlay;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What tests against foreign programs share: is the program there, run it, and who decides that a skip is a failure. */
final class InteropRig {

    private InteropRig() {}

    /** Skips with the reason, or fails where such tests are required. */
    static void require(boolean condition, String reason) {
        if (!condition && isRequired()) {
            fail("required here, but " + reason);
        }
        assumeTrue(condition, reason);
    }

    private static boolean isRequired() {
        return Boolean.getBoolean("swarm.interop.required")
                || Boolean.parseBoolean(System.getenv("SWARM_INTEROP_REQUIRED"));
    }

    static boolean isRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    static boolean hasProgram(String name) {
        for (String folder : List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a command ends with success. */
    static boolean succeeds(String... command) throws Exception {
        return execute(command).status == 0;
    }

    /** Runs a command to its end and returns what it printed; fails the test if the command fails. */
    static String run(String... command) throws Exception {
        Result result = execute(command);
        if (result.status != 0) {
            fail(String.join(" ", command) + ": status " + result.status + "\n" + result.output);
        }
        return result.output;
    }

    private record Result(int status, String output) {}

    private static Result execute(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail(String.join(" ", command) + ": did not end");
        }
        return new Result(process.exitValue(), output);
    }
}
