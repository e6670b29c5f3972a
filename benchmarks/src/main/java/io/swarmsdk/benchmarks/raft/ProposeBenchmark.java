package io.swarmsdk.benchmarks.raft;

import io.swarmsdk.benchmarks.Folders;
import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftNode;
import io.swarmsdk.raft.spi.CommittedEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Commands per second through whole nodes: futures, threads, log on disk with its flush, and with three voters also TCP
 * over loopback. All nodes share this JVM, its processors and its disk, so three voters flush three times on one device: a
 * group on three machines does better. The state machine does nothing. One thread proposes and keeps {@code inFlight}
 * commands under way; with 1, the inverse is the latency of a command.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ProposeBenchmark {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};

    @Param({"1", "3"})
    int voters;

    @Param({"1", "64"})
    int inFlight;

    @Param({"256"})
    int bytes;

    private final List<RaftNode> nodes = new ArrayList<>();
    private final List<CompletableFuture<ProposalResult>> underWay = new ArrayList<>();
    private Path folder = Path.of("");
    private byte[] command = {};
    private int turn;

    /** Starts the group, waits for its leader, and gets the first commands under way. */
    @Setup
    public void start() throws IOException {
        folder = Folders.create();
        command = new byte[bytes];
        List<InetSocketAddress> addresses = freeAddresses(voters);
        for (int i = 0; i < voters; i++) {
            nodes.add(node(i, addresses));
        }
        String leader = nodes.get(0).awaitLeader(DEADLINE).join();
        RaftNode chosen = nodes.get(Integer.parseInt(leader));
        chosen.propose(command, DEADLINE).join();
        Collections.swap(nodes, 0, nodes.indexOf(chosen));
        for (int i = 0; i < inFlight; i++) {
            underWay.add(chosen.propose(command, DEADLINE));
        }
    }

    /** Ends the group and removes its logs. */
    @TearDown
    public void stop() {
        underWay.forEach(CompletableFuture::join);
        nodes.forEach(RaftNode::close);
        Folders.delete(folder);
    }

    /** The oldest command under way is awaited and a new one takes its place. Fails if the leader changes. */
    @Benchmark
    public ProposalResult propose() {
        turn = (turn + 1) % inFlight;
        ProposalResult result = underWay.get(turn).join();
        underWay.set(turn, nodes.get(0).propose(command, DEADLINE));
        return result;
    }

    private RaftNode node(int number, List<InetSocketAddress> addresses) {
        var builder = RaftNode.builder()
                .clusterId("benchmark")
                .id(Integer.toString(number))
                .bind(addresses.get(number))
                .dataDirectory(folder.resolve("node-" + number))
                .electionTimeout(Duration.ofSeconds(5)) // a busy machine must not change the leader
                .campaignAtStart(number == 0)
                .stateMachine(ProposeBenchmark::reply);
        for (int peer = 0; peer < addresses.size(); peer++) {
            if (peer != number) {
                builder.peer(Integer.toString(peer), addresses.get(peer));
            }
        }
        return builder.build();
    }

    private static List<byte[]> reply(List<CommittedEntry> batch) {
        return Collections.nCopies(batch.size(), NOTHING);
    }

    private static List<InetSocketAddress> freeAddresses(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        List<InetSocketAddress> free = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            free.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return free;
    }
}
