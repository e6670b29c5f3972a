package io.swarmsdk.examples;

import io.swarmsdk.examples.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One jar, one subcommand per program. Exit codes: 0 all held, 1 a check failed or input was refused, 2 usage. */
@Command(
        name = "swarm-examples",
        description = "Programs of the Swarm SDK for Java.",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        subcommands = {
            DemoCommand.class,
            NodeCommand.class,
            StackCommand.class,
            CounterCommand.class,
            MembersCommand.class,
            ModelCommand.class,
            ScheduleCommand.class,
            OverlayCommand.class,
            EmbedCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs the subcommand named first. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a subcommand and returns its exit code. */
    public static int run(String... arguments) {
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getCommandName() + ": " + Failure.text(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }
}
