package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.internal.core.agent.AgentCore;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.Executor;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import io.swarmsdk.scheduler.spi.TaskController;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the steps of tasks on pool threads, at most two at a time per task (a stop beside another step), and tells
 * the core how they went. Its own methods belong to the agent's thread.
 */
final class TaskHost {
    private static final Logger LOG = LoggerFactory.getLogger(TaskHost.class);

    /** How the core is told: within its next turn, on its own thread. */
    interface CoreInbox extends Consumer<Consumer<AgentCore>> {}

    private final String nodeId;
    private final Executor executor;
    private final Supplier<NodeDescription> description;
    private final CoreInbox core;
    private final ExecutorService pool;
    private final TreeMap<String, Hosted> tasks = new TreeMap<>();

    TaskHost(String nodeId, Executor executor, Supplier<NodeDescription> description, CoreInbox core) {
        this.nodeId = nodeId;
        this.executor = executor;
        this.description = description;
        this.core = core;
        var number = new AtomicInteger();
        this.pool = Executors.newCachedThreadPool(job -> {
            var thread = new Thread(job, "swarm-scheduler-" + nodeId + "-task-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs something else than a step that may block. */
    void execute(Runnable job) {
        pool.execute(job);
    }

    void prepare(Task task) {
        hosted(task.id()).prepare(task);
    }

    void start(String taskId) {
        hosted(taskId).start();
    }

    void stop(String taskId, Duration grace) {
        hosted(taskId).stop(grace);
    }

    void remove(String taskId) {
        hosted(taskId).remove();
        tasks.remove(taskId);
    }

    /** Ends every program by force; for a close that takes too long. */
    void terminateAll() {
        tasks.values().forEach(Hosted::terminate);
    }

    /** After the last task has ended, or is to be left alone. */
    void close() {
        tasks.values().forEach(Hosted::close);
        pool.shutdown();
    }

    private Hosted hosted(String taskId) {
        return tasks.computeIfAbsent(taskId, Hosted::new);
    }

    /** One task. Steps run one after the other, a stop at once. */
    private final class Hosted implements ControllerContext {
        private final String taskId;
        private final SerialQueue steps = new SerialQueue(pool);
        private final Object lock = new Object();
        private @Nullable TaskController controller; // guarded by lock
        private boolean stopped; // guarded by lock

        Hosted(String taskId) {
            this.taskId = taskId;
        }

        void prepare(Task task) {
            step(() -> {
                var made = executor.controller(task, this);
                synchronized (lock) {
                    controller = made;
                    if (stopped) {
                        throw new IllegalStateException("stopped before it was prepared");
                    }
                }
                made.prepare();
                core.accept(agent -> agent.prepared(taskId));
            });
        }

        void start() {
            step(() -> {
                var started = required().start();
                core.accept(agent -> agent.started(taskId, started));
            });
        }

        void stop(Duration grace) {
            pool.execute(() -> {
                Optional<String> error = Optional.empty();
                try {
                    var toStop = stopping();
                    if (toStop != null) {
                        stop(toStop, grace);
                    }
                } catch (Throwable failed) { // whatever it is, the core must hear of it
                    LOG.warn("[{}] task {} could not be stopped", nodeId, taskId, failed);
                    error = Optional.of(text(failed));
                }
                var outcome = error;
                core.accept(agent -> agent.stopped(taskId, outcome));
            });
        }

        void remove() {
            steps.execute(() -> {
                try {
                    var ended = stopping();
                    if (ended == null) {
                        executor.forget(taskId);
                    } else {
                        ended.remove();
                        ended.close();
                    }
                } catch (Throwable failed) {
                    LOG.warn("[{}] leftovers of task {} could not be removed", nodeId, taskId, failed);
                }
                core.accept(agent -> agent.removed(taskId));
            });
        }

        void terminate() {
            pool.execute(() -> {
                try {
                    var toStop = stopping();
                    if (toStop != null) {
                        toStop.terminate();
                    }
                } catch (Throwable failed) {
                    LOG.warn("[{}] task {} could not be terminated", nodeId, taskId, failed);
                }
            });
        }

        void close() {
            var last = stopping();
            if (last != null) {
                try {
                    last.close();
                } catch (RuntimeException failed) {
                    LOG.warn("[{}] controller of task {} failed to close", nodeId, taskId, failed);
                }
            }
        }

        private void stop(TaskController toStop, Duration grace) throws Exception {
            try {
                toStop.shutdown(grace);
            } catch (Exception impolite) {
                LOG.warn("[{}] task {} is ended by force", nodeId, taskId, impolite);
                toStop.terminate();
            }
        }

        private void step(Step step) {
            steps.execute(() -> {
                try {
                    step.run();
                } catch (Throwable failed) { // whatever it is, the core must hear of it
                    boolean rejected = failed instanceof RejectedTaskException;
                    LOG.debug("[{}] task {}: a step failed", nodeId, taskId, failed);
                    var text = text(failed);
                    core.accept(agent -> agent.stepFailed(taskId, rejected, text));
                }
            });
        }

        private TaskController required() {
            synchronized (lock) {
                if (controller == null) {
                    throw new IllegalStateException("not prepared");
                }
                return controller;
            }
        }

        private @Nullable TaskController stopping() {
            synchronized (lock) {
                stopped = true;
                return controller;
            }
        }

        private String text(Throwable failed) {
            var message = failed.getMessage();
            return message == null || message.isBlank() ? failed.getClass().getName() : message;
        }

        @Override
        public String nodeId() {
            return nodeId;
        }

        @Override
        public NodeDescription node() {
            return description.get();
        }

        @Override
        public void processStarted(long pid, Optional<Instant> startedAt) {
            core.accept(agent -> agent.processStarted(taskId, pid, startedAt));
        }

        @Override
        public void exited(int exitCode, Optional<String> error) {
            core.accept(agent -> agent.exited(taskId, exitCode, error));
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
