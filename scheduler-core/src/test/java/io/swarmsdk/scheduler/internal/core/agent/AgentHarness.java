package io.swarmsdk.scheduler.internal.core.agent;

import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.AgentTask;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.spi.Started;
import io.swarmsdk.scheduler.worker.Nouns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A core whose effects are written down as words, and a clock that only moves when told. */
final class AgentHarness implements AgentEffects {
    static final AgentConfig CONFIG = AgentConfig.defaults("n1");

    final List<String> effects = new ArrayList<>();
    final List<AgentMessage> said = new ArrayList<>();
    final AgentCore core;
    long attempt;
    private long nowNanos = 5;

    AgentHarness(JournalEntry... journal) {
        this(CONFIG, journal);
    }

    AgentHarness(AgentConfig config, JournalEntry... journal) {
        core = new AgentCore(config, Nouns.description("n1"), this, new SplitMix64(3), List.of(journal), nowNanos);
    }

    /** With a session and these tasks. */
    static AgentHarness withTasks(Task... tasks) {
        var agent = new AgentHarness();
        agent.openSession(tasks);
        return agent;
    }

    void turn(Consumer<AgentCore> input) {
        core.begin(nowNanos, Nouns.NOON);
        input.accept(core);
        core.end();
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
        turn(core -> {});
    }

    void openSession(Task... tasks) {
        turn(core -> {});
        turn(core -> core.linkOpened(attempt));
        hear(new DispatcherMessage.SessionOpened("s" + attempt, Duration.ofSeconds(5)));
        hear(new DispatcherMessage.Complete(List.of(tasks), 1));
    }

    void hear(DispatcherMessage message) {
        turn(core -> core.received(attempt, message));
    }

    /** Prepares and starts. */
    void run(String taskId) {
        turn(core -> core.prepared(taskId));
        turn(core -> core.started(taskId, Started.withoutPorts()));
    }

    TaskStatus status(String taskId) {
        return core.tasks().stream()
                .filter(task -> task.task().id().equals(taskId))
                .map(AgentTask::status)
                .findFirst()
                .orElseThrow();
    }

    /** The last report, as {@code id STATE} words. */
    List<String> lastReport() {
        var reports = said.stream()
                .filter(AgentMessage.Report.class::isInstance)
                .map(AgentMessage.Report.class::cast)
                .toList();
        return reports.get(reports.size() - 1).tasks().stream()
                .map(task -> task.taskId() + " " + task.status().state())
                .toList();
    }

    @Override
    public void connect(long which) {
        attempt = which;
        effects.add("connect");
    }

    @Override
    public void send(long which, AgentMessage message) {
        said.add(message);
    }

    @Override
    public void disconnect(long which) {
        effects.add("disconnect");
    }

    @Override
    public void prepare(Task task) {
        effects.add("prepare " + task.id());
    }

    @Override
    public void start(String taskId) {
        effects.add("start " + taskId);
    }

    @Override
    public void stop(String taskId, Duration grace) {
        effects.add("stop " + taskId + " " + grace);
    }

    @Override
    public void remove(String taskId) {
        effects.add("remove " + taskId);
    }

    @Override
    public void taskChanged(Task task, TaskStatus status) {}

    @Override
    public void taskRemoved(Task task) {
        effects.add("gone " + task.id());
    }

    @Override
    public void connected(String sessionId) {}

    @Override
    public void disconnected(String reason) {
        effects.add("lost: " + reason);
    }

    @Override
    public void closed() {
        effects.add("closed");
    }
}
