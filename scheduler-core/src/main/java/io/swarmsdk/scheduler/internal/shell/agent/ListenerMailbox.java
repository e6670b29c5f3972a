package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentListener;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener on a thread of its own, one call at a time. Holds at most the last news of each kind and task, so it
 * is bounded by the number of tasks, and a slow listener misses what has been overtaken.
 */
final class ListenerMailbox {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerMailbox.class);

    private final AgentListener listener;
    private final Thread thread;
    private final LinkedHashMap<String, Runnable> news = new LinkedHashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    ListenerMailbox(String nodeId, AgentListener listener) {
        this.listener = listener;
        this.thread = new Thread(this::run, "swarm-scheduler-" + nodeId + "-listener");
        thread.setDaemon(true);
        if (listener != AgentListener.NONE) {
            thread.start();
        }
    }

    void taskChanged(Task task, TaskStatus status) {
        put("task " + task.id(), () -> listener.taskChanged(task, status));
    }

    void taskRemoved(Task task) {
        put("removed " + task.id(), () -> listener.taskRemoved(task));
    }

    void connected(String sessionId) {
        put("session", () -> listener.connected(sessionId));
    }

    void disconnected(String reason) {
        put("session", () -> listener.disconnected(reason));
    }

    void failed(String reason) {
        put("failed", () -> listener.failed(reason));
    }

    /** What is waiting is still told. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void put(String key, Runnable call) {
        if (listener != AgentListener.NONE) {
            news.remove(key);
            news.put(key, call);
            notifyAll();
        }
    }

    private void run() {
        for (var call = take(); call != null; call = take()) {
            try {
                call.run();
            } catch (RuntimeException broken) {
                LOG.warn("[{}] a listener failed", thread.getName(), broken);
            }
        }
    }

    private synchronized @Nullable Runnable take() {
        while (news.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException notForUs) {
                LOG.debug("[{}] interrupted by a listener", thread.getName());
            }
        }
        var keys = news.keySet().iterator();
        return keys.hasNext() ? news.remove(keys.next()) : null;
    }
}
