package io.swarmsdk.node.internal.rpc;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.node.api.AcknowledgedTask;
import io.swarmsdk.node.api.CompleteAssignments;
import io.swarmsdk.node.api.DispatcherFrame;
import io.swarmsdk.node.api.HeartbeatAck;
import io.swarmsdk.node.api.IncrementalAssignments;
import io.swarmsdk.node.api.ReportAck;
import io.swarmsdk.node.api.SessionOpened;
import io.swarmsdk.node.api.SessionRefused;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.ManagerAddress;
import io.swarmsdk.scheduler.DispatcherMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a dispatcher says, as frames and back. On the way out a leader's id becomes the address to go to. */
public final class DispatcherFrames {
    private final TreeMap<String, String> addresses = new TreeMap<>();

    /** Frames of a manager that knows these managers. */
    public DispatcherFrames(List<ManagerAddress> managers) {
        managers.forEach(manager -> addresses.put(manager.nodeId(), HostPort.format(manager.api())));
    }

    DispatcherFrame encode(DispatcherMessage message) {
        var writer = new Writer();
        message.deliverTo(writer);
        return writer.frame.build();
    }

    /**
     * Reads a frame. The hint of a refusal is an address.
     *
     * @throws IllegalArgumentException if it is of no known kind or does not hold what it must
     */
    static DispatcherMessage decode(DispatcherFrame frame) {
        switch (frame.getKindCase()) {
            case OPENED:
                return new DispatcherMessage.SessionOpened(
                        frame.getOpened().getSessionId(),
                        Duration.ofNanos(frame.getOpened().getHeartbeatPeriodNanos()));
            case COMPLETE:
                return new DispatcherMessage.Complete(
                        frame.getComplete().getTasksList().stream()
                                .map(ModelCodec::fromWire)
                                .toList(),
                        frame.getComplete().getSequence());
            case INCREMENT:
                IncrementalAssignments increment = frame.getIncrement();
                return new DispatcherMessage.Increment(
                        increment.getChangedList().stream()
                                .map(ModelCodec::fromWire)
                                .toList(),
                        increment.getRemovedList(),
                        increment.getAppliesTo(),
                        increment.getResultsIn());
            case HEARTBEAT_ACK:
                return new DispatcherMessage.HeartbeatAck(
                        Duration.ofNanos(frame.getHeartbeatAck().getNextPeriodNanos()));
            case REPORT_ACK:
                var acknowledged = new ArrayList<DispatcherMessage.ReportAck.Acknowledged>();
                frame.getReportAck()
                        .getTasksList()
                        .forEach(task -> acknowledged.add(new DispatcherMessage.ReportAck.Acknowledged(
                                task.getTaskId(), state(task.getState()))));
                return new DispatcherMessage.ReportAck(acknowledged);
            case REFUSED:
                String leader = frame.getRefused().getLeaderAddress();
                return new DispatcherMessage.Refused(
                        frame.getRefused().getReason(), leader.isEmpty() ? Optional.empty() : Optional.of(leader));
            default:
                throw new IllegalArgumentException(
                        "dispatcher frame: " + frame.getKindCase() + " (expected: a known kind)");
        }
    }

    private static final String STATE_PREFIX = "TASK_STATE_";

    private static Wire.TaskState state(TaskState state) {
        return Wire.TaskState.valueOf(STATE_PREFIX + state.name());
    }

    private static TaskState state(Wire.TaskState state) {
        return TaskState.valueOf(state.name().substring(STATE_PREFIX.length()));
    }

    private final class Writer implements DispatcherMessage.Receiver {
        private final DispatcherFrame.Builder frame = DispatcherFrame.newBuilder();

        @Override
        public void onSessionOpened(DispatcherMessage.SessionOpened opened) {
            frame.setOpened(SessionOpened.newBuilder()
                    .setSessionId(opened.sessionId())
                    .setHeartbeatPeriodNanos(opened.heartbeatPeriod().toNanos()));
        }

        @Override
        public void onComplete(DispatcherMessage.Complete complete) {
            CompleteAssignments.Builder out = CompleteAssignments.newBuilder().setSequence(complete.sequence());
            for (Task task : complete.tasks()) {
                out.addTasks(ModelCodec.toWire(task));
            }
            frame.setComplete(out);
        }

        @Override
        public void onIncrement(DispatcherMessage.Increment increment) {
            IncrementalAssignments.Builder out = IncrementalAssignments.newBuilder()
                    .addAllRemoved(increment.removed())
                    .setAppliesTo(increment.appliesTo())
                    .setResultsIn(increment.resultsIn());
            for (Task task : increment.changed()) {
                out.addChanged(ModelCodec.toWire(task));
            }
            frame.setIncrement(out);
        }

        @Override
        public void onHeartbeatAck(DispatcherMessage.HeartbeatAck ack) {
            frame.setHeartbeatAck(HeartbeatAck.newBuilder()
                    .setNextPeriodNanos(ack.nextPeriod().toNanos()));
        }

        @Override
        public void onReportAck(DispatcherMessage.ReportAck ack) {
            ReportAck.Builder out = ReportAck.newBuilder();
            for (DispatcherMessage.ReportAck.Acknowledged task : ack.tasks()) {
                out.addTasks(
                        AcknowledgedTask.newBuilder().setTaskId(task.taskId()).setState(state(task.state())));
            }
            frame.setReportAck(out);
        }

        @Override
        public void onRefused(DispatcherMessage.Refused refused) {
            frame.setRefused(SessionRefused.newBuilder()
                    .setReason(refused.reason())
                    .setLeaderAddress(refused.leaderHint().map(addresses::get).orElse("")));
        }
    }
}
