package io.swarmsdk.scheduler;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a {@link Dispatcher} says to an {@link Agent}, in order, over one session. */
public sealed interface DispatcherMessage {
    /** Calls the method of the receiver that is for this message. */
    void deliverTo(Receiver receiver);

    /** One method per kind of message: a new kind does not compile until each receiver handles it. */
    interface Receiver {
        /** The session is open. */
        void onSessionOpened(SessionOpened opened);

        /** All that the node has to run. */
        void onComplete(Complete complete);

        /** What has changed since. */
        void onIncrement(Increment increment);

        /** The heartbeat was heard. */
        void onHeartbeatAck(HeartbeatAck ack);

        /** The store has these statuses. */
        void onReportAck(ReportAck ack);

        /** No session here. */
        void onRefused(Refused refused);
    }

    /**
     * The registration is accepted; a {@link Complete} follows.
     *
     * @param sessionId names the session in logs
     * @param heartbeatPeriod time until the first heartbeat
     */
    record SessionOpened(String sessionId, Duration heartbeatPeriod) implements DispatcherMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionOpened(this);
        }
    }

    /**
     * All tasks of the node, once per session. What is not in it has no right to run.
     *
     * @param tasks in id order
     * @param sequence the first of the session's sequence
     */
    record Complete(List<Task> tasks, long sequence) implements DispatcherMessage {
        /** Copies the list. */
        public Complete {
            tasks = List.copyOf(tasks);
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onComplete(this);
        }
    }

    /**
     * What has changed. An agent whose sequence is not {@code appliesTo} has missed something and registers anew.
     *
     * @param changed new or changed tasks, whole
     * @param removed ids of tasks that are no longer the node's
     * @param appliesTo sequence before
     * @param resultsIn sequence after
     */
    record Increment(List<Task> changed, List<String> removed, long appliesTo, long resultsIn)
            implements DispatcherMessage {
        /** Copies the lists. */
        public Increment {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onIncrement(this);
        }
    }

    /**
     * The heartbeat was heard.
     *
     * @param nextPeriod time until the next one is due
     */
    record HeartbeatAck(Duration nextPeriod) implements DispatcherMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onHeartbeatAck(this);
        }
    }

    /**
     * The store has taken these reports, or never will: the agent need not repeat them.
     *
     * @param tasks how far each is acknowledged
     */
    record ReportAck(List<Acknowledged> tasks) implements DispatcherMessage {
        /**
         * One task of an acknowledgement.
         *
         * @param taskId the task
         * @param state reports of this state and of earlier ones are acknowledged
         */
        public record Acknowledged(String taskId, TaskState state) {}

        /** Copies the list. */
        public ReportAck {
            tasks = List.copyOf(tasks);
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onReportAck(this);
        }
    }

    /**
     * No session here; the stream is closed after this.
     *
     * @param reason why, for an operator
     * @param leaderHint who leads, if known, as in {@link io.swarmsdk.model.spi.Leadership#leader()}
     */
    record Refused(String reason, Optional<String> leaderHint) implements DispatcherMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRefused(this);
        }
    }
}
