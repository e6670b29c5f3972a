package io.swarmsdk.scheduler.internal.shell.executor;

import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.spi.ResolvedImage;
import io.swarmsdk.scheduler.spi.Started;
import io.swarmsdk.scheduler.spi.TaskController;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task as an operating-system process. */
public final class ProcessTask implements TaskController {
    /** Taken over from this JVM; everything else a process has to be told. */
    private static final List<String> INHERITED = List.of("PATH", "JAVA_HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");
    /** From the end of a process until this JVM hears of it. */
    private static final Duration NOTICE = Duration.ofSeconds(5);

    private final Task task;
    private final ControllerContext context;
    private final ProcessSettings settings;
    private final TaskPorts ports;
    private final LogKeeper logs;
    private final TaskDirectory directory;
    private final CountDownLatch ended = new CountDownLatch(1);

    private List<String> command = List.of(); // written by prepare, read by start
    private Map<String, String> env = Map.of(); // written by prepare, read by start
    private final Object lock = new Object();
    private @Nullable Process process; // guarded by lock
    private boolean stopping; // guarded by lock

    /** Not prepared yet. */
    public ProcessTask(Task task, ControllerContext context, ProcessSettings settings, TaskPorts ports, LogKeeper logs)
            throws RejectedTaskException {
        this.task = task;
        this.context = context;
        this.settings = settings;
        this.ports = ports;
        this.logs = logs;
        this.directory = TaskDirectory.of(settings.directory(), task.id())
                .orElseThrow(() -> new RejectedTaskException("task id '" + task.id() + "' is no file name"));
    }

    @Override
    public void prepare() throws RejectedTaskException, IOException {
        var container = task.spec().container();
        var image = settings.resolver()
                .resolve(container.image())
                .orElseThrow(() -> new RejectedTaskException("unknown image '" + container.image() + "'"));
        checkUser(container.user());
        command = commandOf(image);
        env = environment(image);
        directory.create();
    }

    @Override
    public Started start() throws Exception {
        var address = context.node().address();
        var listening = ports.allocate(task.ports(), address);
        Process launched;
        try {
            launched = launch(TaskPorts.environment(listening, address));
        } catch (IOException | RuntimeException | RejectedTaskException failed) {
            ports.release(listening);
            throw failed;
        }
        context.processStarted(launched.pid(), launched.info().startInstant());
        logs.add(directory);
        launched.onExit().thenAccept(gone -> ended(gone.exitValue(), listening));
        return new Started(listening, TaskPorts.awaitReady(listening, settings.readinessTimeout(), launched::isAlive));
    }

    @Override
    public void shutdown(Duration grace) throws InterruptedException {
        var running = stopping();
        if (running != null) {
            new ProcessTree(running).end(grace);
            awaitNotice();
        }
    }

    @Override
    public void terminate() throws InterruptedException {
        var running = stopping();
        if (running != null) {
            new ProcessTree(running).kill();
            awaitNotice();
        }
    }

    @Override
    public void remove() throws IOException {
        directory.delete();
    }

    @Override
    public void close() {
        logs.remove(directory);
    }

    /** As Docker does: another entrypoint drops the image's command too. */
    private List<String> commandOf(ResolvedImage image) throws RejectedTaskException {
        var container = task.spec().container();
        boolean ownEntrypoint = !container.entrypoint().isEmpty();
        var all = new ArrayList<>(ownEntrypoint ? container.entrypoint() : image.entrypoint());
        if (!container.command().isEmpty()) {
            all.addAll(container.command());
        } else if (!ownEntrypoint) {
            all.addAll(image.command());
        }
        if (all.isEmpty()) {
            throw new RejectedTaskException("image '" + container.image() + "' names no program");
        }
        return List.copyOf(all);
    }

    private Map<String, String> environment(ResolvedImage image) throws RejectedTaskException {
        var templates = Templates.of(task, context);
        var all = new TreeMap<String, String>();
        for (var name : INHERITED) {
            var value = System.getenv(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        all.putAll(settings.environment());
        all.putAll(image.env());
        var hostname = task.spec().container().hostname();
        if (hostname.isPresent()) {
            all.put("HOSTNAME", templates.expand("hostname", hostname.get()));
        }
        all.putAll(templates.expandAll(task.spec().container().env()));
        all.put("SWARM_TASK_ID", task.id());
        all.put("SWARM_NODE_ID", context.nodeId());
        return all;
    }

    private static void checkUser(Optional<String> user) throws RejectedTaskException {
        var self = System.getProperty("user.name", "");
        if (user.isPresent() && !user.get().equals(self)) {
            throw new RejectedTaskException(
                    "user: '" + user.get() + "' (expected: none or '" + self + "', processes keep the agent's user)");
        }
    }

    private Path workingDirectory() throws RejectedTaskException {
        var wanted = task.spec().container().workingDirectory().map(directory.work()::resolve);
        if (wanted.isPresent() && !Files.isDirectory(wanted.get())) {
            throw new RejectedTaskException("working directory '" + wanted.get() + "' does not exist on this node");
        }
        return wanted.orElse(directory.work());
    }

    private Process launch(Map<String, String> portEnvironment) throws IOException, RejectedTaskException {
        var builder = new ProcessBuilder(command)
                .directory(workingDirectory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(directory.stdout().toFile()))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(directory.stderr().toFile()));
        builder.environment().clear();
        builder.environment().putAll(env);
        builder.environment().putAll(portEnvironment);
        synchronized (lock) {
            if (stopping) {
                throw new IllegalStateException("stopped before it was started");
            }
            var launched = builder.start();
            process = launched;
            return launched;
        }
    }

    private static String nullDevice() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }

    private void ended(int exitCode, List<PortStatus> listening) {
        ports.release(listening);
        logs.remove(directory);
        context.exited(exitCode, exitCode == 0 ? Optional.empty() : TaskDirectory.lastLine(directory.stderr()));
        ended.countDown();
    }

    private @Nullable Process stopping() {
        synchronized (lock) {
            stopping = true;
            return process;
        }
    }

    /** So that the exit code is known before the task counts as stopped. */
    private void awaitNotice() throws InterruptedException {
        if (!ended.await(NOTICE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("the end of the process was not noticed");
        }
    }
}
