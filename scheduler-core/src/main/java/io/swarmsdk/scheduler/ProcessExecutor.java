package io.swarmsdk.scheduler;

import io.swarmsdk.model.Resources;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.internal.shell.executor.LocalResources;
import io.swarmsdk.scheduler.internal.shell.executor.LogKeeper;
import io.swarmsdk.scheduler.internal.shell.executor.ProcessSettings;
import io.swarmsdk.scheduler.internal.shell.executor.ProcessTask;
import io.swarmsdk.scheduler.internal.shell.executor.TaskDirectory;
import io.swarmsdk.scheduler.internal.shell.executor.TaskPorts;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.Executor;
import io.swarmsdk.scheduler.spi.ImageResolver;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.spi.TaskController;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks as operating-system processes. An {@link ImageResolver} says which program an image is.
 *
 * <p><b>Environment.</b> It starts with {@code PATH}, {@code JAVA_HOME}, {@code LANG}, {@code LC_ALL}, {@code TZ} and
 * {@code TMPDIR} of this JVM and nothing else; then the image's, then the task's variables, templates expanded
 * ({@code {{.Task.Slot}}}, {@code {{.Task.ID}}}, {@code {{.Task.Name}}}, {@code {{.Service.Name}}},
 * {@code {{.Service.ID}}}, {@code {{.Node.ID}}}, {@code {{.Node.Hostname}}}; another one rejects the task); then
 * {@code SWARM_TASK_ID}, {@code SWARM_NODE_ID}, {@code SWARM_BIND_ADDRESS} and a port for each published one.
 *
 * <p><b>Ports.</b> The program is to listen on {@code SWARM_BIND_ADDRESS}, port {@code SWARM_PORT_<target>}; when TCP and
 * UDP share a target the UDP one is {@code SWARM_PORT_<target>_UDP}. A host-mode port is the published one; it fails the
 * task when something else listens there. An ingress port, and a host-mode port published as 0, is a free one that the
 * operating system picks. The task counts as running once all its TCP ports accept; when they do not within the
 * readiness timeout it counts as running too, and its message says so.
 *
 * <p><b>Not enforced:</b> resource limits. A task that asks for another user than this JVM's is rejected.
 *
 * <p><b>Stop.</b> {@link Process#destroy} (SIGTERM), then after the spec's grace period {@link Process#destroyForcibly};
 * its descendants end with it. Descendants of a program that ends by itself are its own affair.
 *
 * <p><b>Files.</b> {@code <directory>/<task id>/} holds {@code stdout.log} and {@code stderr.log}, each with one older
 * half ({@code .1}) and checked for size every two seconds, and {@code work/}, where the program runs unless its spec names a directory. All
 * goes when the task is removed.
 */
public final class ProcessExecutor implements Executor {
    private static final Duration LOG_CHECK = Duration.ofSeconds(2);

    private final ProcessSettings settings;
    private final Resources resources;
    private final TaskPorts ports = new TaskPorts();
    private final LogKeeper logs;

    private ProcessExecutor(ProcessSettings settings, Resources resources) {
        this.settings = settings;
        this.resources = resources;
        this.logs = new LogKeeper(settings.maxLogBytes(), LOG_CHECK);
    }

    /** An executor with defaults; resolver and directory are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Resources resources() {
        return resources;
    }

    @Override
    public TaskController controller(Task task, ControllerContext context) throws RejectedTaskException {
        return new ProcessTask(task, context, settings, ports, logs);
    }

    @Override
    public void forget(String taskId) throws IOException {
        var directory = TaskDirectory.of(settings.directory(), taskId);
        if (directory.isPresent()) {
            directory.get().delete();
        }
    }

    @Override
    public void close() {
        logs.close();
    }

    /** Settings of a {@link ProcessExecutor}. */
    public static final class Builder {
        private @Nullable ImageResolver resolver;
        private @Nullable Path directory;
        private Duration readinessTimeout = Duration.ofSeconds(10);
        private long maxLogBytes = 10L << 20;
        private Resources resources = LocalResources.ofThisMachine();
        private final Map<String, String> environment = new TreeMap<>();

        private Builder() {}

        /** Says which program an image is. */
        public Builder resolver(ImageResolver value) {
            resolver = value;
            return this;
        }

        /** Where each task gets a directory of its own. */
        public Builder directory(Path value) {
            directory = value;
            return this;
        }

        /** How long a task's TCP ports may take to accept before it counts as running; default 10 s, zero: no wait. */
        public Builder readinessTimeout(Duration value) {
            readinessTimeout = value;
            return this;
        }

        /** Most bytes kept of each of a task's two logs; default 10 MiB. */
        public Builder maxLogBytes(long value) {
            maxLogBytes = value;
            return this;
        }

        /** A further variable for every process of this node. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** What the node has for tasks; default: all processors and memory of the machine. */
        public Builder resources(Resources value) {
            resources = value;
            return this;
        }

        /**
         * The executor.
         *
         * @throws IllegalArgumentException naming the setting, its value and what is allowed
         */
        public ProcessExecutor build() {
            if (resolver == null) {
                throw new IllegalArgumentException("resolver: null (expected: an image resolver)");
            }
            if (directory == null) {
                throw new IllegalArgumentException("directory: null (expected: a directory)");
            }
            var settings = new ProcessSettings(
                    resolver,
                    directory,
                    readinessTimeout,
                    maxLogBytes,
                    Collections.unmodifiableMap(new TreeMap<>(environment)));
            return new ProcessExecutor(settings, resources);
        }
    }
}
