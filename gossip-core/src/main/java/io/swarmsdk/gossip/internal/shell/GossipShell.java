package io.swarmsdk.gossip.internal.shell;

import io.netty.channel.EventLoop;
import io.swarmsdk.gossip.GossipException;
import io.swarmsdk.gossip.GossipStats;
import io.swarmsdk.gossip.Member;
import io.swarmsdk.gossip.ReplicatedTable;
import io.swarmsdk.gossip.internal.core.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The half of a shell that any thread may call: hands everything to the loop and waits where an answer is promised. */
public final class GossipShell {

    private static final Logger LOG = LoggerFactory.getLogger(GossipShell.class);
    private static final int MEMBER_CALLBACKS = 16_384;
    private static final long CHECK_MILLIS = 100;
    private static final long STOP_SECONDS = 5;

    private final ShellConfig config;
    private final UdpPort port;
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final @Nullable ExecutorService ownCallbackExecutor;
    private final Executor callbackExecutor;
    private final MemberEvents events;
    private final ConcurrentHashMap<String, TableView> tables = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> leave = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SeedResolver seeds;
    private final GossipLoop gossip;

    private GossipShell(ShellConfig config) {
        this.config = config;
        port = new UdpPort(config.name(), config.bind(), config.packetBytes(), threads("loop"));
        loop = port.loop();
        InetSocketAddress shown = config.advertise();
        int shownPort = shown.getPort() == 0 ? port.address().getPort() : shown.getPort();
        address = new InetSocketAddress(shown.getAddress(), shownPort);
        Executor given = config.callbackExecutor();
        if (given != null) {
            callbackExecutor = given;
            ownCallbackExecutor = null;
        } else {
            ownCallbackExecutor = Executors.newSingleThreadExecutor(threads("callbacks"));
            callbackExecutor = ownCallbackExecutor;
        }
        events = new MemberEvents(config.name(), config.listener(), callbacks(MEMBER_CALLBACKS));
        seeds = new SeedResolver(config.name(), this::joinFound);
        try {
            gossip = onLoop(() -> new GossipLoop(config, address, port, events, this::view, this::completeLeave));
        } catch (RuntimeException failed) {
            port.close();
            throw failed;
        }
    }

    /** Binds, starts, and returns when this member is its own first member. */
    public static GossipShell start(ShellConfig config) {
        GossipShell shell = new GossipShell(config);
        shell.run(shell.gossip::begin);
        shell.join(config.seeds());
        shell.lookUpSeedsAgain();
        return shell;
    }

    public String name() {
        return config.name();
    }

    public InetSocketAddress address() {
        return address;
    }

    public List<Member> members() {
        return gossip.members();
    }

    public void join(List<InetSocketAddress> more) {
        run(() -> seeds.add(more));
    }

    /** From the loop or from the resolver's thread; too late is no error. */
    private void joinFound(List<Endpoint> found) {
        try {
            loop.execute(() -> gossip.join(found));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("[{}] seeds found after the end", name());
        }
    }

    private void lookUpSeedsAgain() {
        long nanos = config.profile().seedInterval().toNanos();
        loop.scheduleWithFixedDelay(seeds::lookUp, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    public void metadata(byte[] metadata) {
        run(() -> gossip.describe(metadata));
    }

    /** Later calls get the first one's outcome, with a time limit of their own. */
    public CompletableFuture<Void> leave(Duration timeout) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        run(() -> {
            gossip.leave();
            loop.schedule(
                    () -> call(() ->
                            answer.completeExceptionally(new TimeoutException("leave: not spread in " + timeout))),
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
        });
        leave.whenComplete((done, failure) -> {
            if (failure == null) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private void completeLeave() {
        call(() -> leave.complete(null));
    }

    private void call(Runnable callback) {
        try {
            callbackExecutor.execute(callback);
        } catch (RejectedExecutionException gone) {
            LOG.debug("[{}] the callback executor takes no more tasks", name());
        }
    }

    public ReplicatedTable table(String table) {
        return view(table);
    }

    private TableView view(String table) {
        return tables.computeIfAbsent(table, name -> new TableView(name, this));
    }

    void put(String table, String key, byte[] value) {
        run(() -> gossip.put(table, key, value));
    }

    void remove(String table, String key) {
        run(() -> gossip.remove(table, key));
    }

    public GossipStats stats() {
        return onLoop(() -> gossip.stats(events.dropped));
    }

    OrderedCallbacks callbacks(int capacity) {
        return new OrderedCallbacks(config.name(), callbackExecutor, capacity);
    }

    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        run(gossip::end);
        port.close();
        leave.completeExceptionally(new GossipException("gossip " + name() + " is closed"));
        if (ownCallbackExecutor != null) {
            ownCallbackExecutor.shutdown();
            if (!Thread.currentThread().getName().equals(threadName("callbacks"))) {
                awaitEnd(ownCallbackExecutor);
            }
        }
        LOG.info("[{}] closed", name());
    }

    private void awaitEnd(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable work) {
        onLoop(() -> {
            work.run();
            return true;
        });
    }

    /** Does this on the loop and waits for it; what it throws is thrown here. */
    <T> T onLoop(Supplier<T> work) {
        if (loop.inEventLoop()) {
            throw new GossipException("callbackExecutor: runs callbacks on the calling thread (expected: on its own)");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    answer.complete(work.get());
                } catch (RuntimeException thrown) {
                    answer.completeExceptionally(thrown);
                }
            });
        } catch (RejectedExecutionException stopped) {
            throw new GossipException("gossip " + name() + " is closed", stopped);
        }
        return await(answer);
    }

    private <T> T await(CompletableFuture<T> answer) {
        while (true) {
            try {
                return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException busy) {
                if (port.isTerminated() && !answer.isDone()) { // accepted by a loop that ended before its turn
                    throw new GossipException("gossip " + name() + " is closed", busy);
                }
            } catch (ExecutionException failed) {
                throw asThrown(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new GossipException("interrupted while waiting for the loop of " + name(), interrupted);
            }
        }
    }

    private static RuntimeException asThrown(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof IllegalArgumentException) {
            return new IllegalArgumentException(cause.getMessage(), cause);
        }
        return new GossipException(cause == null ? "unknown failure" : String.valueOf(cause.getMessage()), failed);
    }

    private ThreadFactory threads(String role) {
        return task -> {
            Thread thread = new Thread(task, threadName(role));
            thread.setDaemon(true);
            return thread;
        };
    }

    private String threadName(String role) {
        return "swarm-gossip-" + config.name() + "-" + role;
    }
}
