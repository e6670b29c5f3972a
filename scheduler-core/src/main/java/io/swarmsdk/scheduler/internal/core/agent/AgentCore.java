package io.swarmsdk.scheduler.internal.core.agent;

import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.AgentTask;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.spi.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The agent's side of a session, and the tasks that it is told to run. A turn is: {@link #begin} with the time, any
 * number of inputs, {@link #end}; then the journal is written if {@link #journalRevision} has changed, then the effects
 * are carried out.
 *
 * <p>Tasks live longer than sessions: losing one stops nothing, opening one tells the dispatcher all that the store does
 * not know.
 */
public final class AgentCore {
    private static final int MAX_REPORT = 1024;
    private static final Duration MIN_PERIOD = Duration.ofMillis(1);

    private enum Link {
        /** Waits for {@code linkDeadlineNanos} to connect. */
        DOWN,
        /** Asked to connect. */
        CONNECTING,
        /** Has registered; waits for the session. */
        REGISTERING,
        /** Has a session. */
        OPEN,
        /** Closed for good. */
        CLOSED
    }

    private final AgentConfig config;
    private final AgentEffects effects;
    private final SplitMix64 random;
    private final TaskRuns runs;

    private NodeDescription description;
    private Link link = Link.DOWN;
    private long attempt;
    private long backoffNanos;
    private long linkDeadlineNanos;
    private String sessionId = "";
    private long sequence;
    private boolean assignmentsKnown;
    private long periodNanos;
    private long nextHeartbeatNanos;
    private boolean reportUnderWay;
    private long reportDeadlineNanos;
    private boolean closing;
    private boolean farewell;
    private long farewellDeadlineNanos;

    private long nowNanos;

    /** An agent that connects with its first turn. */
    public AgentCore(
            AgentConfig config,
            NodeDescription description,
            AgentEffects effects,
            SplitMix64 random,
            Collection<JournalEntry> journal,
            long startNanos) {
        this.config = config;
        this.description = description;
        this.effects = effects;
        this.random = random;
        this.runs = new TaskRuns(effects);
        this.linkDeadlineNanos = startNanos;
        runs.inherit(journal);
    }

    /** Tells the time. */
    public void begin(long nanos, Instant wallClock) {
        nowNanos = nanos;
        runs.now(wallClock);
    }

    /** Fires what is due, reports what is new. */
    public void end() {
        if (link == Link.CLOSED) {
            return;
        }
        fireLinkDeadline();
        sendHeartbeat();
        if (closing) {
            leave();
        } else {
            sendReport();
        }
    }

    /** When {@link #end} has something to do even without an input. */
    public OptionalLong nextDeadlineNanos() {
        return switch (link) {
            case CLOSED, CONNECTING -> OptionalLong.empty();
            case DOWN -> closing ? OptionalLong.empty() : OptionalLong.of(linkDeadlineNanos);
            case REGISTERING -> OptionalLong.of(linkDeadlineNanos);
            case OPEN -> {
                long next = earlier(linkDeadlineNanos, nextHeartbeatNanos);
                next = reportUnderWay ? earlier(next, reportDeadlineNanos) : next;
                yield OptionalLong.of(farewell ? earlier(next, farewellDeadlineNanos) : next);
            }
        };
    }

    /** The link of an attempt is up. */
    public void linkOpened(long which) {
        if (which != attempt || link != Link.CONNECTING) {
            return;
        }
        link = Link.REGISTERING;
        linkDeadlineNanos = nowNanos + AgentConfig.REGISTRATION_TIMEOUT.toNanos();
        effects.send(attempt, new AgentMessage.Register(config.nodeId(), description));
    }

    /** The link of an attempt is gone, or never came. */
    public void linkClosed(long which, String reason) {
        if (which == attempt && (link == Link.CONNECTING || link == Link.REGISTERING || link == Link.OPEN)) {
            lose(reason);
        }
    }

    /** The dispatcher has spoken. */
    public void received(long which, DispatcherMessage message) {
        if (which == attempt && (link == Link.REGISTERING || link == Link.OPEN)) {
            message.deliverTo(receiver);
        }
    }

    /** The node has changed. */
    public void describe(NodeDescription changed) {
        if (!changed.equals(description)) {
            description = changed;
            if (link == Link.REGISTERING || link == Link.OPEN) {
                effects.send(attempt, new AgentMessage.Describe(changed));
            }
        }
    }

    /** See {@link AgentEffects#prepare}. */
    public void prepared(String taskId) {
        runs.prepared(taskId);
    }

    /** See {@link AgentEffects#start}. */
    public void started(String taskId, Started started) {
        runs.started(taskId, started);
    }

    /** A step has thrown. */
    public void stepFailed(String taskId, boolean rejected, String error) {
        runs.stepFailed(taskId, rejected, error);
    }

    /** See {@link AgentEffects#stop}; with an error the task could not be stopped. */
    public void stopped(String taskId, Optional<String> error) {
        runs.stopped(taskId, error);
    }

    /** See {@link AgentEffects#remove}. */
    public void removed(String taskId) {
        runs.removed(taskId);
    }

    /** A process runs for the task. */
    public void processStarted(String taskId, long pid, Optional<Instant> startedAt) {
        runs.processStarted(taskId, pid, startedAt);
    }

    /** The task's program has ended. */
    public void exited(String taskId, int exitCode, Optional<String> error) {
        runs.exited(taskId, exitCode, error);
    }

    /** Stops all tasks, unless they are to be left, and ends; {@link AgentEffects#closed} tells when. */
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (!config.leaveTasks()) {
            runs.close();
        }
    }

    /** The tasks in id order. */
    public List<AgentTask> tasks() {
        return runs.tasks();
    }

    /** The open session, if any. */
    public Optional<String> sessionId() {
        return link == Link.OPEN ? Optional.of(sessionId) : Optional.empty();
    }

    /** Raised whenever {@link #journal} must be written before the effects of the turn. */
    public long journalRevision() {
        return runs.journalRevision();
    }

    /** What a successor must know, in id order. */
    public List<JournalEntry> journal() {
        return runs.journal();
    }

    private final DispatcherMessage.Receiver receiver = new DispatcherMessage.Receiver() {
        @Override
        public void onSessionOpened(DispatcherMessage.SessionOpened opened) {
            if (link != Link.REGISTERING) {
                reconnect("a second session on one link");
                return;
            }
            link = Link.OPEN;
            sessionId = opened.sessionId();
            backoffNanos = 0;
            assignmentsKnown = false;
            reportUnderWay = false;
            heard(opened.heartbeatPeriod());
            nextHeartbeatNanos = nowNanos + periodNanos;
            effects.connected(sessionId);
        }

        @Override
        public void onComplete(DispatcherMessage.Complete complete) {
            if (link != Link.OPEN || assignmentsKnown) {
                reconnect("complete assignments out of turn");
                return;
            }
            assignmentsKnown = true;
            sequence = complete.sequence();
            runs.complete(complete.tasks());
        }

        @Override
        public void onIncrement(DispatcherMessage.Increment increment) {
            if (link != Link.OPEN || !assignmentsKnown || increment.appliesTo() != sequence) {
                reconnect("missed assignments: have " + sequence + ", got " + increment.appliesTo());
                return;
            }
            sequence = increment.resultsIn();
            increment.removed().forEach(runs::withdraw);
            increment.changed().forEach(runs::assign);
        }

        @Override
        public void onHeartbeatAck(DispatcherMessage.HeartbeatAck ack) {
            if (link == Link.OPEN) {
                heard(ack.nextPeriod());
            }
        }

        @Override
        public void onReportAck(DispatcherMessage.ReportAck ack) {
            ack.tasks().forEach(task -> runs.acknowledge(task.taskId(), task.state()));
            reportUnderWay = false;
        }

        @Override
        public void onRefused(DispatcherMessage.Refused refused) {
            // With a hint the next attempt has somewhere better to go, so it need not wait long.
            backoffNanos = refused.leaderHint().isPresent() ? 0 : backoffNanos;
            reconnect("refused: " + refused.reason());
        }
    };

    private void heard(Duration nextPeriod) {
        periodNanos = Math.max(MIN_PERIOD.toNanos(), nextPeriod.toNanos());
        linkDeadlineNanos = nowNanos + AgentConfig.SILENT_PERIODS * periodNanos;
    }

    private void reconnect(String reason) {
        effects.disconnect(attempt);
        lose(reason);
    }

    private void lose(String reason) {
        boolean wasOpen = link == Link.OPEN;
        link = Link.DOWN;
        reportUnderWay = false;
        backoffNanos =
                Math.min(config.maxBackoff().toNanos(), config.minBackoff().toNanos() + 2 * backoffNanos);
        linkDeadlineNanos = nowNanos + random.below(backoffNanos) + 1;
        if (wasOpen) {
            effects.disconnected(reason);
        }
    }

    private void fireLinkDeadline() {
        boolean due = nowNanos - linkDeadlineNanos >= 0;
        if (due && link == Link.DOWN && !closing) {
            link = Link.CONNECTING;
            attempt++;
            effects.connect(attempt);
        } else if (due && link == Link.REGISTERING) {
            reconnect("no answer to the registration");
        } else if (due && link == Link.OPEN) {
            reconnect("the dispatcher is silent");
        }
    }

    private void sendHeartbeat() {
        if (link == Link.OPEN && nowNanos - nextHeartbeatNanos >= 0) {
            nextHeartbeatNanos = nowNanos + periodNanos;
            effects.send(attempt, new AgentMessage.Heartbeat(sequence));
        }
    }

    /** One report at a time: what happens meanwhile goes together into the next. */
    private boolean sendReport() {
        if (link != Link.OPEN || !assignmentsKnown || (reportUnderWay && nowNanos - reportDeadlineNanos < 0)) {
            return false;
        }
        var reports = runs.unreported(MAX_REPORT);
        reportUnderWay = !reports.isEmpty();
        if (reportUnderWay) {
            reportDeadlineNanos = nowNanos + config.reportRetry().toNanos();
            effects.send(attempt, new AgentMessage.Report(reports));
        }
        return reportUnderWay;
    }

    private void leave() {
        if (config.leaveTasks()) {
            finish();
            return;
        }
        if (!runs.isQuiet()) {
            sendReport();
            return;
        }
        if (!farewell) {
            farewell = true;
            farewellDeadlineNanos = nowNanos + AgentConfig.FAREWELL.toNanos();
            // What is on its way may be older than the end of the tasks, and after the goodbye nothing is heard.
            reportUnderWay = false;
            sendReport();
            if (link == Link.OPEN) {
                effects.send(attempt, new AgentMessage.Goodbye("the agent was closed"));
            }
        }
        boolean told = assignmentsKnown && runs.unreported(1).isEmpty();
        if (told || link != Link.OPEN || nowNanos - farewellDeadlineNanos >= 0) {
            finish();
        }
    }

    private void finish() {
        if (link != Link.DOWN) {
            effects.disconnect(attempt);
        }
        if (link == Link.OPEN) {
            effects.disconnected("closed");
        }
        link = Link.CLOSED;
        effects.closed();
    }

    private static long earlier(long a, long b) {
        return b - a < 0 ? b : a;
    }
}
