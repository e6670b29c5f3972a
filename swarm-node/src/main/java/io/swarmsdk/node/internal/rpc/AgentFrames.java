package io.swarmsdk.node.internal.rpc;

import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.node.api.AgentDescribe;
import io.swarmsdk.node.api.AgentFrame;
import io.swarmsdk.node.api.AgentGoodbye;
import io.swarmsdk.node.api.AgentHeartbeat;
import io.swarmsdk.node.api.AgentRegister;
import io.swarmsdk.node.api.AgentReport;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.TaskReport;
import java.util.ArrayList;

/** What agents say, as frames and back. */
final class AgentFrames {
    private AgentFrames() {}

    static AgentFrame encode(AgentMessage message, String clusterId, String token) {
        var writer = new Writer(clusterId, token);
        message.deliverTo(writer);
        return writer.frame.build();
    }

    /**
     * Reads a frame.
     *
     * @throws IllegalArgumentException if it is of no known kind or does not hold what it must
     */
    static AgentMessage decode(AgentFrame frame) {
        switch (frame.getKindCase()) {
            case REGISTER:
                return new AgentMessage.Register(
                        frame.getRegister().getNodeId(),
                        ModelCodec.fromWire(frame.getRegister().getDescription()));
            case HEARTBEAT:
                return new AgentMessage.Heartbeat(frame.getHeartbeat().getSequence());
            case REPORT:
                var reports = new ArrayList<TaskReport>();
                frame.getReport()
                        .getTasksList()
                        .forEach(task ->
                                reports.add(new TaskReport(task.getTaskId(), ModelCodec.fromWire(task.getStatus()))));
                return new AgentMessage.Report(reports);
            case DESCRIBE:
                return new AgentMessage.Describe(
                        ModelCodec.fromWire(frame.getDescribe().getDescription()));
            case GOODBYE:
                return new AgentMessage.Goodbye(frame.getGoodbye().getReason());
            default:
                throw new IllegalArgumentException("agent frame: " + frame.getKindCase() + " (expected: a known kind)");
        }
    }

    private static final class Writer implements AgentMessage.Receiver {
        private final AgentFrame.Builder frame = AgentFrame.newBuilder();
        private final String clusterId;
        private final String token;

        Writer(String clusterId, String token) {
            this.clusterId = clusterId;
            this.token = token;
        }

        @Override
        public void onRegister(AgentMessage.Register register) {
            frame.setRegister(AgentRegister.newBuilder()
                    .setClusterId(clusterId)
                    .setToken(token)
                    .setNodeId(register.nodeId())
                    .setDescription(ModelCodec.toWire(register.description())));
        }

        @Override
        public void onHeartbeat(AgentMessage.Heartbeat heartbeat) {
            frame.setHeartbeat(AgentHeartbeat.newBuilder().setSequence(heartbeat.sequence()));
        }

        @Override
        public void onReport(AgentMessage.Report report) {
            AgentReport.Builder out = AgentReport.newBuilder();
            for (TaskReport task : report.tasks()) {
                out.addTasks(io.swarmsdk.node.api.TaskReport.newBuilder()
                        .setTaskId(task.taskId())
                        .setStatus(ModelCodec.toWire(task.status())));
            }
            frame.setReport(out);
        }

        @Override
        public void onDescribe(AgentMessage.Describe describe) {
            frame.setDescribe(AgentDescribe.newBuilder().setDescription(ModelCodec.toWire(describe.description())));
        }

        @Override
        public void onGoodbye(AgentMessage.Goodbye goodbye) {
            frame.setGoodbye(AgentGoodbye.newBuilder().setReason(goodbye.reason()));
        }
    }
}
