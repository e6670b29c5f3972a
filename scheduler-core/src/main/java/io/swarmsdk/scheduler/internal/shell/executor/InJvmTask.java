package io.swarmsdk.scheduler.internal.shell.executor;

import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.TaskProgram;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.spi.Started;
import io.swarmsdk.scheduler.spi.TaskController;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link TaskProgram} on its thread. */
public final class InJvmTask implements TaskController {
    private static final int INTERRUPTED = 143;
    private static final int GIVEN_UP = 137;

    private final Task task;
    private final TaskProgram program;
    private final ControllerContext context;
    private final TaskPorts ports;
    private final Duration readinessTimeout;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Map<String, String> env = Map.of();
    private final Object lock = new Object();
    private @Nullable Thread thread; // guarded by lock
    private boolean stopping; // guarded by lock
    private boolean told; // guarded by lock

    /** Not prepared yet. */
    public InJvmTask(
            Task task, TaskProgram program, ControllerContext context, TaskPorts ports, Duration readinessTimeout) {
        this.task = task;
        this.program = program;
        this.context = context;
        this.ports = ports;
        this.readinessTimeout = readinessTimeout;
    }

    @Override
    public void prepare() throws RejectedTaskException {
        env = Templates.of(task, context).expandAll(task.spec().container().env());
    }

    @Override
    public Started start() throws Exception {
        var address = context.node().address();
        var listening = ports.allocate(task.ports(), address);
        try {
            launch(programContext(listening, address), listening);
        } catch (IllegalStateException stopped) {
            ports.release(listening);
            throw stopped;
        }
        return new Started(listening, TaskPorts.awaitReady(listening, readinessTimeout, () -> ended.getCount() > 0));
    }

    @Override
    public void shutdown(Duration grace) throws InterruptedException {
        if (interrupt() && !ended.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
            giveUp();
        }
    }

    @Override
    public void terminate() {
        if (interrupt()) {
            giveUp();
        }
    }

    @Override
    public void remove() {}

    @Override
    public void close() {}

    private TaskProgram.Context programContext(List<PortStatus> listening, String address) {
        var all = new TreeMap<>(env);
        all.put("SWARM_TASK_ID", task.id());
        all.put("SWARM_NODE_ID", context.nodeId());
        all.putAll(TaskPorts.environment(listening, address));
        return new TaskProgram.Context(task, context.nodeId(), Collections.unmodifiableMap(all));
    }

    private void launch(TaskProgram.Context programContext, List<PortStatus> listening) {
        synchronized (lock) {
            if (stopping) {
                throw new IllegalStateException("stopped before it was started");
            }
            var runner = new Thread(
                    () -> run(programContext, listening),
                    "swarm-scheduler-" + context.nodeId() + "-program-" + task.name());
            runner.setDaemon(true);
            thread = runner;
            runner.start();
        }
    }

    private void run(TaskProgram.Context programContext, List<PortStatus> listening) {
        int exitCode;
        Optional<String> error = Optional.empty();
        try {
            exitCode = program.run(programContext);
        } catch (InterruptedException stopped) {
            exitCode = INTERRUPTED;
        } catch (Throwable failed) { // a program may fail as it likes; it is reported
            exitCode = 1;
            error = Optional.of(failed.toString());
        }
        ports.release(listening);
        tell(exitCode, error);
    }

    private boolean interrupt() {
        synchronized (lock) {
            stopping = true;
            if (thread != null) {
                thread.interrupt();
            }
            return thread != null;
        }
    }

    private void giveUp() {
        tell(GIVEN_UP, Optional.of("the program ignores the interrupt; its thread goes on"));
    }

    private void tell(int exitCode, Optional<String> error) {
        synchronized (lock) {
            if (told) {
                return;
            }
            told = true;
        }
        context.exited(exitCode, error);
        ended.countDown();
    }
}
