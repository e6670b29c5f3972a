package io.swarmsdk.scheduler;

import io.swarmsdk.model.NodeDescription;
import java.util.List;

/** What an {@link Agent} says to a {@link Dispatcher}, in order, over one session. */
public sealed interface AgentMessage {
    /** Calls the method of the receiver that is for this message. */
    void deliverTo(Receiver receiver);

    /** One method per kind of message: a new kind does not compile until each receiver handles it. */
    interface Receiver {
        /** The first message of a session, and only the first. */
        void onRegister(Register register);

        /** The agent is alive. */
        void onHeartbeat(Heartbeat heartbeat);

        /** Tasks have come further. */
        void onReport(Report report);

        /** The node is no longer what it was. */
        void onDescribe(Describe describe);

        /** The agent is about to close. */
        void onGoodbye(Goodbye goodbye);
    }

    /**
     * Opens a session, and ends the one that the same node had before.
     *
     * @param nodeId whose session this is; who carries the message has checked that the peer is that node
     * @param description what the node has to offer
     */
    record Register(String nodeId, NodeDescription description) implements AgentMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRegister(this);
        }
    }

    /**
     * The agent is alive. Answered with {@link DispatcherMessage.HeartbeatAck}.
     *
     * @param sequence of the last assignment message it has taken
     */
    record Heartbeat(long sequence) implements AgentMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onHeartbeat(this);
        }
    }

    /**
     * How far tasks have come. Answered with {@link DispatcherMessage.ReportAck} once the store has it; repeated until
     * then.
     *
     * @param tasks at most one status per task
     */
    record Report(List<TaskReport> tasks) implements AgentMessage {
        /** Copies the list. */
        public Report {
            tasks = List.copyOf(tasks);
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onReport(this);
        }
    }

    /**
     * The node has changed, without a new session.
     *
     * @param description what it has to offer from now on
     */
    record Describe(NodeDescription description) implements AgentMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onDescribe(this);
        }
    }

    /**
     * The agent closes in order: its node is down from now on, nobody has to wait for missed heartbeats.
     *
     * @param reason why, for an operator
     */
    record Goodbye(String reason) implements AgentMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onGoodbye(this);
        }
    }
}
