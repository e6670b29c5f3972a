package io.swarmsdk.raft;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Three nodes on loopback. Every message passes a proxy, so that links can be cut. */
final class TestCluster implements AutoCloseable {
    static final List<String> IDS = List.of("a", "b", "c");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Link(String from, String to) implements Comparable<Link> {
        @Override
        public int compareTo(Link other) {
            return (from + to).compareTo(other.from + other.to);
        }
    }

    private final Path directory;
    private final Map<Link, LinkProxy> links = new TreeMap<>();
    private final Map<String, RaftNode> nodes = new TreeMap<>();
    private final Map<String, RecordingMachine> machines = new TreeMap<>();

    TestCluster(Path directory) {
        this.directory = directory;
        for (String from : IDS) {
            for (String to : IDS) {
                if (!from.equals(to)) {
                    links.put(new Link(from, to), new LinkProxy());
                }
            }
        }
    }

    TestCluster startAll() {
        IDS.forEach(this::start);
        return this;
    }

    RaftNode start(String id) {
        var machine = new RecordingMachine();
        RaftNode.Builder builder = RaftNode.builder()
                .clusterId("test")
                .id(id)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .dataDirectory(data(id))
                .stateMachine(machine);
        links.forEach((link, proxy) -> {
            if (link.from.equals(id)) {
                builder.peer(link.to, proxy.address());
            }
        });
        RaftNode node = builder.build();
        links.forEach((link, proxy) -> {
            if (link.to.equals(id)) {
                proxy.target(node.address());
            }
        });
        nodes.put(id, node);
        machines.put(id, machine);
        return node;
    }

    Path data(String id) {
        return directory.resolve(id);
    }

    void stop(String id) {
        RaftNode node = nodes.remove(id);
        if (node != null) {
            node.close();
        }
    }

    void isolate(String id) {
        links.forEach((link, proxy) -> {
            if (link.from.equals(id) || link.to.equals(id)) {
                proxy.cut();
            }
        });
    }

    void heal() {
        links.values().forEach(LinkProxy::heal);
    }

    RaftNode node(String id) {
        return requireNonNull(nodes.get(id));
    }

    RecordingMachine machine(String id) {
        return requireNonNull(machines.get(id));
    }

    List<String> others(String id) {
        return IDS.stream().filter(other -> !other.equals(id)).toList();
    }

    /** Waits until one of these leads and can commit. */
    String leaderAmong(List<String> ids) {
        String[] found = new String[1];
        await().atMost(PATIENCE).until(() -> {
            for (String id : ids) {
                RaftNode node = nodes.get(id);
                if (node != null && node.status().role() == RaftRole.LEADER && canRead(node)) {
                    found[0] = id;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    private static boolean canRead(RaftNode node) {
        try {
            node.read(ReadMode.LINEARIZABLE, Duration.ofSeconds(5)).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    CompletableFuture<ProposalResult> propose(String id, String command, Duration deadline) {
        return node(id).propose(command.getBytes(StandardCharsets.UTF_8), deadline);
    }

    /** Proposes many at once, and waits for all. */
    void proposeAll(String id, List<String> commands) {
        List<CompletableFuture<ProposalResult>> all = new ArrayList<>();
        commands.forEach(command -> all.add(propose(id, command, PATIENCE)));
        all.forEach(CompletableFuture::join);
    }

    void awaitSameCommands(int count) {
        await().atMost(PATIENCE)
                .until(() -> nodes.keySet().stream()
                        .allMatch(id -> machine(id).commands().size() >= count));
    }

    @Override
    public void close() {
        IDS.forEach(this::stop);
        links.values().forEach(LinkProxy::close);
    }
}
