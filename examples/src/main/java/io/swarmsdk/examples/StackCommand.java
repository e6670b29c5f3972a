package io.swarmsdk.examples;

import io.swarmsdk.model.compose.ComposeException;
import io.swarmsdk.model.compose.ComposeLoader;
import io.swarmsdk.model.compose.ComposeResult;
import io.swarmsdk.node.SwarmClient;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stack files: into a swarm, out of it, or just read. */
@Command(
        name = "stack",
        description = "Deploys, removes and checks stacks.",
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = false)
final class StackCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "stack: missing subcommand");
    }

    private static ComposeLoader loader() {
        return ComposeLoader.builder().environment(System.getenv()).build();
    }

    /** One line per problem, as a compiler would print it. */
    private static int refused(PrintWriter err, RuntimeException failure) {
        err.println(Failure.text(failure));
        return 1;
    }

    @Command(name = "deploy", description = "Deploys a stack file.", mixinStandardHelpOptions = true)
    int deploy(
            @Option(
                            names = {"-c", "--compose-file"},
                            required = true,
                            paramLabel = "FILE",
                            description = "stack file")
                    Path file,
            @Option(names = "--manager", required = true, paramLabel = "IP:PORT", description = "any manager")
                    String manager,
            @Option(names = "--prune", description = "removes services the file no longer names") boolean prune,
            @Option(
                            names = "--timeout",
                            defaultValue = "10",
                            paramLabel = "SECONDS",
                            description = "how long to try (default ${DEFAULT-VALUE})")
                    long timeoutSeconds,
            @Parameters(paramLabel = "NAME", description = "name of the stack") String name) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        ComposeResult result;
        try {
            result = loader().load(name, file);
        } catch (ComposeException | UncheckedIOException e) {
            return refused(err, e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "NAME: " + Failure.text(e), e);
        }
        result.warnings().forEach(warning -> err.println("warning: " + warning));
        try (SwarmClient client = client(manager, timeoutSeconds)) {
            long revision =
                    (prune ? client.deployStackAndPrune(result.stack()) : client.deployStack(result.stack())).join();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "deployed stack=%s services=%d networks=%d revision=%d%n",
                            name,
                            result.stack().services().size(),
                            result.stack().networks().size(),
                            revision);
            return 0;
        } catch (CompletionException e) {
            return refused(err, e);
        }
    }

    @Command(name = "rm", description = "Removes a stack.", mixinStandardHelpOptions = true)
    int remove(
            @Option(names = "--manager", required = true, paramLabel = "IP:PORT", description = "any manager")
                    String manager,
            @Parameters(paramLabel = "NAME", description = "name of the stack") String name) {
        try (SwarmClient client = client(manager, 10)) {
            long revision = client.removeStack(name).join();
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getOut()
                    .printf("removed stack=%s revision=%d%n", name, revision);
            return 0;
        } catch (CompletionException e) {
            return refused(Objects.requireNonNull(spec).commandLine().getErr(), e);
        }
    }

    @Command(
            name = "config",
            description = "Prints a stack file with variables filled in and short forms written out.",
            mixinStandardHelpOptions = true)
    int config(
            @Option(
                            names = {"-c", "--compose-file"},
                            required = true,
                            paramLabel = "FILE",
                            description = "stack file")
                    Path file) {
        try {
            Objects.requireNonNull(spec).commandLine().getOut().print(loader().normalise(file));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (ComposeException | UncheckedIOException e) {
            return refused(Objects.requireNonNull(spec).commandLine().getErr(), e);
        }
    }

    private SwarmClient client(String manager, long timeoutSeconds) {
        try {
            return SwarmClient.builder()
                    .manager(Addresses.parse("--manager", manager))
                    .timeout(Duration.ofSeconds(timeoutSeconds))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), Failure.text(e), e);
        }
    }
}
