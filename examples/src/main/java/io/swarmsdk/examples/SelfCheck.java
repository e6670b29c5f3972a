package io.swarmsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The checks of a small program, printed as they are made. */
final class SelfCheck implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String program;
    private int held;
    private int failed;

    SelfCheck(String program) {
        this.program = program;
    }

    void that(String name, boolean holds, String detail) {
        System.out.printf("%-6s %s: %s%n", holds ? "ok" : "FAILED", name, detail);
        if (holds) {
            held++;
        } else {
            failed++;
        }
    }

    /** Asks until there is nothing to object to, at most half a minute. */
    void eventually(String name, Callable<Optional<String>> objection) throws Exception {
        long begin = System.nanoTime();
        Optional<String> last = objection.call();
        while (last.isPresent() && System.nanoTime() - begin < LIMIT_NANOS) {
            TimeUnit.MILLISECONDS.sleep(50);
            last = objection.call();
        }
        that(name, last.isEmpty(), last.orElseGet(() -> (System.nanoTime() - begin) / 1_000_000 + " ms"));
    }

    int exitCode() {
        return failed == 0 && held > 0 ? 0 : 1;
    }

    @Override
    public void close() {
        System.out.printf("%s: %d held, %d failed%n", program, held, failed);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
