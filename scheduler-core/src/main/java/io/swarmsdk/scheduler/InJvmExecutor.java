package io.swarmsdk.scheduler;

import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.internal.shell.executor.InJvmTask;
import io.swarmsdk.scheduler.internal.shell.executor.LocalResources;
import io.swarmsdk.scheduler.internal.shell.executor.TaskPorts;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.Executor;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.spi.TaskController;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs tasks as Java code in this JVM, one thread {@code swarm-scheduler-<node>-program-<task>} each. An image is the
 * name of a registered {@link TaskProgram}; one that is not registered is rejected.
 *
 * <p>Environment, templates and ports are those of {@link ProcessExecutor}, but nothing is taken over from the JVM.
 *
 * <p>A stop is an interrupt. A program that ignores it cannot be ended by force: after the grace period it counts as
 * ended, with exit code 137, while its thread, a daemon, may go on.
 */
public final class InJvmExecutor implements Executor {
    private final Map<String, TaskProgram> programs;
    private final Resources resources;
    private final Duration readinessTimeout;
    private final TaskPorts ports = new TaskPorts();

    private InJvmExecutor(Builder builder) {
        this.readinessTimeout = builder.readinessTimeout;
        this.programs = Collections.unmodifiableMap(new TreeMap<>(builder.programs));
        this.resources = builder.resources;
    }

    /** An executor without programs. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Resources resources() {
        return resources;
    }

    @Override
    public TaskController controller(Task task, ControllerContext context) throws RejectedTaskException {
        var image = task.spec().container().image();
        var program = programs.get(image);
        if (program == null) {
            throw new RejectedTaskException("unknown image '" + image + "' (known: " + programs.keySet() + ")");
        }
        return new InJvmTask(task, program, context, ports, readinessTimeout);
    }

    /** Settings of an {@link InJvmExecutor}. */
    public static final class Builder {
        private final Map<String, TaskProgram> programs = new TreeMap<>();
        private Resources resources = LocalResources.ofThisMachine();

        private Duration readinessTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** Makes a program known under an image's name. */
        public Builder program(String image, TaskProgram program) {
            if (image.isBlank()) {
                throw new IllegalArgumentException("image: '" + image + "' (expected: not blank)");
            }
            programs.put(image, program);
            return this;
        }

        /** What the node has for tasks; default: all processors and memory of the machine. */
        public Builder resources(Resources value) {
            resources = value;
            return this;
        }

        /** How long a task's TCP ports may take to accept before it counts as running; default 10 s, zero: no wait. */
        public Builder readinessTimeout(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("readinessTimeout: " + value + " (expected: >= 0)");
            }
            readinessTimeout = value;
            return this;
        }

        /** The executor. */
        public InJvmExecutor build() {
            return new InJvmExecutor(this);
        }
    }
}
