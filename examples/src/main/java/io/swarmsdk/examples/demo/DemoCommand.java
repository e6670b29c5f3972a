package io.swarmsdk.examples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
        name = "demo",
        description = "Three managers and three workers deploy a stack, lose a leader and a worker, and recover.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /** How the demo tells what happens. */
    enum Format {
        /** For people. */
        text,
        /** One JSON object a line. */
        json
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--processes", description = "each node in a JVM of its own; kills are kill -9")
    private boolean processes;

    @Option(names = "--data", paramLabel = "DIR", description = "where the nodes keep their data; default a new folder")
    private @Nullable Path data;

    @Option(names = "--stack", paramLabel = "FILE", description = "stack file; default the one in this jar")
    private @Nullable Path stack;

    @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}; default text")
    private Format format = Format.text;

    @Option(names = "--keep", description = "keeps the data folder")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Reporter reporter = format == Format.json
                ? new JsonReporter(out)
                : new TextReporter(out, System.console() != null && System.getenv("TERM") != null);
        Path given = data;
        Path directory = given == null ? Files.createTempDirectory("swarm-demo-") : Files.createDirectories(given);
        if (System.console() != null && System.getenv("SWARM_LOG") == null) {
            System.setProperty("SWARM_LOG", "ERROR"); // logs and the table would share one terminal
        }
        var stackFile = StackFile.of(stack, directory);
        if (keep || given != null) {
            reporter.note("data is kept in " + directory);
        }
        try (Cluster cluster = processes ? new ProcessCluster(directory) : new InJvmCluster(directory)) {
            // Ctrl-C and SIGTERM take the nodes and their tasks with them.
            var cleanup = new Thread(cluster::close, "demo-cleanup");
            Runtime.getRuntime().addShutdownHook(cleanup);
            try {
                return new Demo(cluster, reporter, stackFile).run() ? 0 : 1;
            } finally {
                Runtime.getRuntime().removeShutdownHook(cleanup);
            }
        } finally {
            if (!keep && given == null) {
                delete(directory);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
