package io.swarmsdk.scheduler.internal.shell.agent;

import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskStatus;
import io.swarmsdk.scheduler.AgentListener;
import io.swarmsdk.scheduler.AgentMessage;
import io.swarmsdk.scheduler.AgentTask;
import io.swarmsdk.scheduler.internal.core.SplitMix64;
import io.swarmsdk.scheduler.internal.core.agent.AgentConfig;
import io.swarmsdk.scheduler.internal.core.agent.AgentCore;
import io.swarmsdk.scheduler.internal.core.agent.AgentEffects;
import io.swarmsdk.scheduler.internal.core.agent.JournalEntry;
import io.swarmsdk.scheduler.internal.shell.TurnLoop;
import io.swarmsdk.scheduler.spi.DispatcherConnector;
import io.swarmsdk.scheduler.spi.Executor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds an {@link AgentCore} from a link, an executor and the clock. The effects of a turn are gathered, the journal is
 * written, then they are carried out: nothing starts, and nothing is reported, that a successor could not know of.
 */
public final class AgentLoop implements TurnLoop.Turn, AgentEffects {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);
    /** On top of the longest grace period, until a close goes on without those who do not end. */
    private static final Duration CLOSE_SLACK = Duration.ofSeconds(15);

    private final String nodeId;
    private final Clock clock;
    private final boolean leaveTasks;
    private final @Nullable AgentJournal journal;
    private final Executor executor;
    private final TaskHost host;
    private final AgentLinks links;
    private final ListenerMailbox listener;
    private final TurnLoop loop;
    private final AgentCore core;

    private final List<Runnable> effects = new ArrayList<>(); // loop only
    private long journalWritten = -1; // loop only
    private final AtomicBoolean closeBegun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile NodeDescription description;
    private volatile List<AgentTask> tasks = List.of();
    private volatile Optional<String> sessionId = Optional.empty();

    private AgentLoop(
            AgentConfig config,
            NodeDescription description,
            Executor executor,
            DispatcherConnector connector,
            @Nullable AgentJournal journal,
            List<JournalEntry> inherited,
            AgentListener listener,
            Clock clock) {
        this.nodeId = config.nodeId();
        this.leaveTasks = config.leaveTasks();
        this.description = description;
        this.journal = journal;
        this.executor = executor;
        this.clock = clock;
        this.listener = new ListenerMailbox(nodeId, listener);
        this.loop = new TurnLoop("swarm-scheduler-" + nodeId + "-agent", this);
        this.host = new TaskHost(nodeId, executor, this::description, this::tell);
        this.links = new AgentLinks(connector, host::execute, this::tell);
        this.core = new AgentCore(
                config, description, this, new SplitMix64(new SecureRandom().nextLong()), inherited, System.nanoTime());
    }

    /** Ends leftovers, then runs. */
    public static AgentLoop start(
            AgentConfig config,
            NodeDescription description,
            Executor executor,
            DispatcherConnector connector,
            Optional<Path> dataDirectory,
            AgentListener listener,
            Clock clock)
            throws IOException {
        AgentJournal journal = null;
        List<JournalEntry> inherited = List.of();
        if (dataDirectory.isPresent()) {
            journal = AgentJournal.open(dataDirectory.get());
            try {
                inherited = journal.read();
                Leftovers.end(config.nodeId(), inherited);
            } catch (IOException | RuntimeException unusable) {
                journal.close();
                throw unusable;
            }
        }
        var loop = new AgentLoop(config, description, executor, connector, journal, inherited, listener, clock);
        loop.loop.start();
        return loop;
    }

    /** As of the last turn. */
    public List<AgentTask> tasks() {
        return tasks;
    }

    /** As of the last turn. */
    public Optional<String> sessionId() {
        return sessionId;
    }

    /** What the node says of itself. */
    public NodeDescription description() {
        return description;
    }

    /** Changes what the node says of itself. */
    public void describe(NodeDescription changed) {
        description = changed;
        tell(agent -> agent.describe(changed));
    }

    /** See {@link io.swarmsdk.scheduler.Agent#close}. */
    public void close() {
        if (closeBegun.compareAndSet(false, true)) {
            tell(AgentCore::close);
            if (!await(patience())) {
                LOG.warn("[{}] tasks that do not end are ended by force", nodeId);
                loop.submit(host::terminateAll);
                await(CLOSE_SLACK);
            }
            loop.stop();
            loop.join();
            release();
        }
        loop.join();
    }

    @Override
    public void begin() {
        core.begin(System.nanoTime(), clock.instant());
    }

    @Override
    public OptionalLong end() {
        core.end();
        if (!writeJournal()) {
            return OptionalLong.empty();
        }
        // What an effect leads to comes back as an input of a later turn.
        effects.forEach(Runnable::run);
        effects.clear();
        tasks = core.tasks();
        sessionId = core.sessionId();
        return core.nextDeadlineNanos();
    }

    @Override
    public void broken(RuntimeException bug) {
        giveUp("a bug: " + bug);
    }

    @Override
    public void connect(long attempt) {
        effects.add(() -> links.connect(attempt));
    }

    @Override
    public void send(long attempt, AgentMessage message) {
        effects.add(() -> links.send(attempt, message));
    }

    @Override
    public void disconnect(long attempt) {
        effects.add(() -> links.close(attempt));
    }

    @Override
    public void prepare(Task task) {
        effects.add(() -> host.prepare(task));
    }

    @Override
    public void start(String taskId) {
        effects.add(() -> host.start(taskId));
    }

    @Override
    public void stop(String taskId, Duration grace) {
        effects.add(() -> host.stop(taskId, grace));
    }

    @Override
    public void remove(String taskId) {
        effects.add(() -> host.remove(taskId));
    }

    @Override
    public void taskChanged(Task task, TaskStatus status) {
        LOG.debug("[{}] task {} ({}): {} {}", nodeId, task.name(), task.id(), status.state(), status.message());
        effects.add(() -> listener.taskChanged(task, status));
    }

    @Override
    public void taskRemoved(Task task) {
        effects.add(() -> listener.taskRemoved(task));
    }

    @Override
    public void connected(String session) {
        LOG.info("[{}] session {} is open", nodeId, session);
        effects.add(() -> listener.connected(session));
    }

    @Override
    public void disconnected(String reason) {
        LOG.info("[{}] session lost: {}", nodeId, reason);
        effects.add(() -> listener.disconnected(reason));
    }

    @Override
    public void closed() {
        effects.add(ended::countDown);
    }

    private void tell(Consumer<AgentCore> input) {
        loop.submit(() -> input.accept(core));
    }

    private boolean writeJournal() {
        long revision = core.journalRevision();
        if (journal == null || revision == journalWritten) {
            return true;
        }
        try {
            journal.write(core.journal());
            journalWritten = revision;
            return true;
        } catch (IOException unwritable) {
            LOG.error("[{}] the journal cannot be written: all tasks are stopped", nodeId, unwritable);
            giveUp("journal: " + unwritable.getMessage());
            return false;
        }
    }

    /** Without a journal nothing may run that a successor could not end. */
    private void giveUp(String reason) {
        effects.clear();
        links.closeAll();
        host.terminateAll();
        listener.failed(reason);
        sessionId = Optional.empty();
        ended.countDown();
        loop.stop();
    }

    private Duration patience() {
        if (leaveTasks) {
            return CLOSE_SLACK;
        }
        var longest = Duration.ZERO;
        for (var task : tasks) {
            var grace = task.task().spec().container().stopGracePeriod();
            longest = grace.compareTo(longest) > 0 ? grace : longest;
        }
        return longest.plus(CLOSE_SLACK);
    }

    private boolean await(Duration limit) {
        try {
            return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void release() {
        links.closeAll();
        host.close();
        listener.close();
        try {
            executor.close();
            if (journal != null) {
                journal.close();
            }
        } catch (Exception unimportant) {
            LOG.warn("[{}] could not be closed in order", nodeId, unimportant);
        }
    }
}
