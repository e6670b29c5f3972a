package io.swarmsdk.scheduler.internal.core.dispatch;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeState;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.DispatcherMessage;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck;
import io.swarmsdk.scheduler.DispatcherMessage.ReportAck.Acknowledged;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, heartbeats, assignments and status intake of one manager. A turn is: {@link #begin} with the time and the
 * latest view, any number of inputs, {@link #end}. Does nothing but refuse while its manager does not lead.
 *
 * <p>A node's health hangs on one deadline that every registration and heartbeat puts off; a broken stream alone changes
 * nothing. Never looks at all tasks: events name the tasks, the store's index gives those of a node.
 */
public final class DispatcherCore {
    private static final Duration MIN_RETRY = Duration.ofMillis(50);

    private final DispatcherConfig config;
    private final DispatcherEffects effects;
    private final SplitMix64 random;

    /** Open connections; the value is empty until the node has registered. */
    private final TreeMap<Long, Optional<Session>> connections = new TreeMap<>();

    private final TreeMap<String, Session> sessions = new TreeMap<>();
    private final TreeSet<String> touched = new TreeSet<>();
    private final Deadlines<Long> registration = new Deadlines<>();
    private final Deadlines<String> silence = new Deadlines<>();
    private final Deadlines<String> orphaning = new Deadlines<>();
    private final PendingWrites pending;

    private boolean leading;
    private long term;
    private long lastToken;
    private OptionalLong tokenUnderWay = OptionalLong.empty();
    private Map<String, List<Acknowledged>> settledUnderWay = Map.of();
    private boolean flushPlanned;
    private long flushAtNanos;

    private long nowNanos;
    private Instant wall = Instant.EPOCH;
    private @Nullable StoreView view;
    private Optional<String> leaderHint = Optional.empty();

    /** A core that does not lead yet. */
    public DispatcherCore(DispatcherConfig config, DispatcherEffects effects, SplitMix64 random) {
        this.config = config;
        this.effects = effects;
        this.random = random;
        this.pending = new PendingWrites(config.admitUnknownNodes());
    }

    /** Tells the time, the latest applied view, which must never get older, and who leads, to be hinted at. */
    public void begin(long nanos, Instant wallClock, StoreView latest, Optional<String> leader) {
        nowNanos = nanos;
        wall = wallClock;
        view = latest;
        leaderHint = leader;
    }

    /** Fires what is due and sends and proposes what the inputs have led to. */
    public void end() {
        registration.due(nowNanos).forEach(connection -> drop(connection, "no registration in time"));
        silence.due(nowNanos).forEach(nodeId -> markDown(nodeId, "heartbeat failure"));
        orphaning.due(nowNanos).forEach(this::orphan);
        sendIncrements();
        flush();
    }

    /** When {@link #end} has something to do even without an input. */
    public OptionalLong nextDeadlineNanos() {
        var candidates = new ArrayList<OptionalLong>(
                List.of(registration.next(), silence.next(), orphaning.next(), flushDeadline()));
        return candidates.stream()
                .filter(OptionalLong::isPresent)
                .reduce((a, b) -> b.getAsLong() - a.getAsLong() < 0 ? b : a)
                .orElse(OptionalLong.empty());
    }

    /** This manager leads and its store holds everything of the terms before. */
    public void leading(long newTerm) {
        if (leading) {
            notLeading();
        }
        leading = true;
        term = newTerm;
        for (var node : view().nodes()) {
            expect(node);
        }
    }

    /** This manager no longer leads. */
    public void notLeading() {
        leading = false;
        for (var connection : List.copyOf(connections.keySet())) {
            refuse(connection, "leadership lost");
        }
        silence.clear();
        orphaning.clear();
        registration.clear();
        touched.clear();
        pending.clear();
        tokenUnderWay = OptionalLong.empty();
        flushPlanned = false;
    }

    /** Objects have changed; the view of this turn holds the changes. */
    public void changed(List<StoreEvent> events) {
        if (!leading) {
            return;
        }
        for (var event : events) {
            if (event.kind() == ObjectKind.TASK) {
                event.before().ifPresent(before -> touch((Task) before));
                event.after().ifPresent(after -> touch((Task) after));
            } else if (event.kind() == ObjectKind.NODE) {
                nodeChanged(event.id(), event.after());
            }
        }
    }

    /** Events were missed. */
    public void resync() {
        if (!leading) {
            return;
        }
        for (var session : List.copyOf(sessions.values())) {
            if (view().node(session.nodeId()).isEmpty()) {
                nodeRemoved(session.nodeId());
            } else {
                session.touchAll(view());
                touched.add(session.nodeId());
            }
        }
        view().nodes().forEach(node -> nodeChanged(node.id(), Optional.of(node)));
    }

    /** A worker has connected. */
    public void opened(long connection) {
        connections.put(connection, Optional.empty());
        registration.set(connection, nowNanos + config.graceNanos());
    }

    /** A stream is gone, or can take no more. */
    public void closed(long connection) {
        registration.cancel(connection);
        var session = connections.remove(connection);
        if (session != null) {
            session.ifPresent(gone -> sessions.remove(gone.nodeId(), gone));
        }
    }

    /** A worker has spoken. Messages of connections that are closed are ignored. */
    public void received(long connection, AgentMessage message) {
        var session = connections.get(connection);
        if (session != null) {
            message.deliverTo(new Receiver(connection, session));
        }
    }

    /** The change set is in the store; the view of this turn holds it. */
    public void committed(long token) {
        if (tokenUnderWay.isPresent() && tokenUnderWay.getAsLong() == token) {
            tokenUnderWay = OptionalLong.empty();
            pending.applied();
            acknowledge(settledUnderWay);
        }
    }

    /** The change set is not in the store, or nobody knows. */
    public void commitFailed(long token, boolean conflict) {
        if (tokenUnderWay.isPresent() && tokenUnderWay.getAsLong() == token) {
            tokenUnderWay = OptionalLong.empty();
            pending.repeat(conflict);
            planFlush(
                    conflict
                            ? 0
                            : Math.max(MIN_RETRY.toNanos(), config.statusBatch().toNanos()));
        }
    }

    /** Ids of the nodes with an open session, in order. */
    public List<String> sessions() {
        return List.copyOf(sessions.keySet());
    }

    private final class Receiver implements AgentMessage.Receiver {
        private final long connection;
        private final Optional<Session> session;

        Receiver(long connection, Optional<Session> session) {
            this.connection = connection;
            this.session = session;
        }

        @Override
        public void onRegister(AgentMessage.Register register) {
            if (session.isPresent()) {
                drop(connection, "registered twice");
            } else {
                register(connection, register.nodeId(), register.description());
            }
        }

        @Override
        public void onHeartbeat(AgentMessage.Heartbeat heartbeat) {
            registered().ifPresent(open -> heartbeat(open, heartbeat.sequence()));
        }

        @Override
        public void onReport(AgentMessage.Report report) {
            registered()
                    .ifPresent(open -> report.tasks().forEach(task -> reported(open, task.taskId(), task.status())));
        }

        @Override
        public void onDescribe(AgentMessage.Describe describe) {
            registered().ifPresent(open -> writeNode(open.nodeId(), ready(), Optional.of(describe.description())));
        }

        @Override
        public void onGoodbye(AgentMessage.Goodbye goodbye) {
            registered().ifPresent(open -> {
                open.leave();
                markDown(open.nodeId(), goodbye.reason());
            });
        }

        private Optional<Session> registered() {
            if (session.isEmpty()) {
                drop(connection, "spoke before it registered");
            }
            return session.filter(open -> !open.isLeaving());
        }
    }

    private void register(long connection, String nodeId, NodeDescription description) {
        registration.cancel(connection);
        if (!leading) {
            refuse(connection, "not the leader");
            return;
        }
        if (view().node(nodeId).isEmpty() && !config.admitUnknownNodes()) {
            refuse(connection, "unknown node '" + nodeId + "'");
            return;
        }
        var older = sessions.get(nodeId);
        if (older != null) {
            drop(older.connection(), "the node has registered anew");
        }
        var session = new Session(connection, nodeId, Long.toUnsignedString(random.nextLong(), 36));
        connections.put(connection, Optional.of(session));
        sessions.put(nodeId, session);
        silence.set(nodeId, nowNanos + config.graceNanos());
        orphaning.cancel(nodeId);
        writeNode(nodeId, ready(), Optional.of(description));
        effects.send(connection, new DispatcherMessage.SessionOpened(session.id(), nextPeriod()));
        effects.send(connection, session.complete(view()));
    }

    private void heartbeat(Session session, long sequence) {
        if (sequence > session.sequence()) {
            drop(session.connection(), "claims sequence " + sequence + " of " + session.sequence());
            return;
        }
        silence.set(session.nodeId(), nowNanos + config.graceNanos());
        effects.send(session.connection(), new DispatcherMessage.HeartbeatAck(nextPeriod()));
    }

    private void reported(Session session, String taskId, TaskStatus status) {
        var stored = view().task(taskId);
        if (stored.filter(task -> StatusRule.accepts(task, session.nodeId(), status))
                .isPresent()) {
            pending.task(taskId, session.nodeId(), status);
            planFlush(config.statusBatch().toNanos());
        } else {
            // Known, outdated, or not this node's: saying it again would change nothing.
            effects.send(session.connection(), new ReportAck(List.of(new Acknowledged(taskId, status.state()))));
        }
    }

    private void expect(Node node) {
        if (node.status().state() == NodeState.DOWN) {
            orphaning.setIfAbsent(node.id(), nowNanos + config.orphanAfter().toNanos());
            return;
        }
        silence.set(node.id(), nowNanos + config.unknownGraceNanos());
        if (node.status().state() == NodeState.READY) {
            writeNode(
                    node.id(),
                    new NodeStatus(NodeState.UNKNOWN, "not heard of since the leader changed"),
                    Optional.empty());
        }
    }

    private void nodeChanged(String nodeId, Optional<? extends SwarmObject> after) {
        if (after.isEmpty()) {
            nodeRemoved(nodeId);
        } else if (!sessions.containsKey(nodeId)
                && ((Node) after.get()).status().state() == NodeState.UNKNOWN) {
            silence.setIfAbsent(nodeId, nowNanos + config.unknownGraceNanos());
        }
    }

    private void nodeRemoved(String nodeId) {
        silence.cancel(nodeId);
        orphaning.cancel(nodeId);
        var session = sessions.get(nodeId);
        if (session != null) {
            refuse(session.connection(), "node removed");
        }
    }

    private void markDown(String nodeId, String reason) {
        var session = sessions.get(nodeId);
        if (session != null && !session.isLeaving()) {
            drop(session.connection(), reason);
        }
        silence.cancel(nodeId);
        orphaning.setIfAbsent(nodeId, nowNanos + config.orphanAfter().toNanos());
        writeNode(nodeId, new NodeStatus(NodeState.DOWN, reason), Optional.empty());
    }

    private void orphan(String nodeId) {
        var status = TaskStatus.of(TaskState.ORPHANED, wall, "node down for " + config.orphanAfter());
        for (var task : view().tasksOnNode(nodeId)) {
            if (StatusRule.isDispatched(task) && !task.status().state().isTerminal()) {
                pending.task(task.id(), nodeId, status);
                planFlush(0);
            }
        }
    }

    private void writeNode(String nodeId, NodeStatus status, Optional<NodeDescription> description) {
        pending.node(nodeId, status, description);
        effects.nodeChanged(nodeId, status);
        planFlush(0);
    }

    private static NodeStatus ready() {
        return new NodeStatus(NodeState.READY, "");
    }

    /** Spread by a tenth either way, so that the nodes of a swarm do not beat in step. */
    private Duration nextPeriod() {
        long tenth = config.periodNanos() / 10;
        return Duration.ofNanos(config.periodNanos() - tenth + random.below(2 * tenth + 1));
    }

    private void touch(Task task) {
        task.nodeId().map(sessions::get).ifPresent(session -> {
            session.touch(task.id());
            touched.add(session.nodeId());
        });
    }

    private void sendIncrements() {
        for (var nodeId : touched) {
            var session = sessions.get(nodeId);
            if (session != null) {
                session.increment(view()).ifPresent(increment -> effects.send(session.connection(), increment));
            }
        }
        touched.clear();
    }

    private void planFlush(long delayNanos) {
        long at = nowNanos + delayNanos;
        if (!flushPlanned || at - flushAtNanos < 0) {
            flushPlanned = true;
            flushAtNanos = at;
        }
    }

    private OptionalLong flushDeadline() {
        return flushPlanned && tokenUnderWay.isEmpty() ? OptionalLong.of(flushAtNanos) : OptionalLong.empty();
    }

    private void flush() {
        while (leading
                && tokenUnderWay.isEmpty()
                && flushPlanned
                && nowNanos - flushAtNanos >= 0
                && !pending.isEmpty()) {
            var batch = pending.next(view(), term, wall);
            if (batch.changes().isPresent()) {
                lastToken++;
                tokenUnderWay = OptionalLong.of(lastToken);
                settledUnderWay = batch.settled();
                effects.commit(lastToken, batch.changes().get());
            } else {
                pending.applied();
                acknowledge(batch.settled());
            }
        }
        if (pending.isEmpty()) {
            flushPlanned = false;
        }
    }

    private void acknowledge(Map<String, List<Acknowledged>> settled) {
        settled.forEach((nodeId, tasks) -> {
            var session = sessions.get(nodeId);
            if (session != null) {
                effects.send(session.connection(), new ReportAck(tasks));
            }
        });
    }

    private void refuse(long connection, String reason) {
        var hint = leading ? Optional.<String>empty() : leaderHint;
        effects.send(connection, new DispatcherMessage.Refused(reason, hint));
        drop(connection, reason);
    }

    private void drop(long connection, String reason) {
        if (connections.containsKey(connection)) {
            effects.close(connection, reason);
            closed(connection);
        }
    }

    private StoreView view() {
        if (view == null) {
            throw new IllegalStateException("no view: begin() was not called");
        }
        return view;
    }
}
