package io.swarmsdk.examples;

import io.swarmsdk.raft.ProposalResult;
import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.RaftNode;
import io.swarmsdk.raft.RaftRole;
import io.swarmsdk.raft.ReadMode;
import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;

/** raft-core: a counter on three nodes goes on counting when its leader is gone. */
@Command(name = "counter", description = "raft-core: a replicated counter survives its leader.")
final class CounterCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** Counts what is committed; answers with the new value. */
    private static final class Counter implements StateMachine {
        private final AtomicLong value = new AtomicLong();

        @Override
        public List<byte[]> apply(List<CommittedEntry> batch) {
            var replies = new ArrayList<byte[]>(batch.size());
            for (CommittedEntry entry : batch) {
                long next = value.addAndGet(ByteBuffer.wrap(entry.command()).getLong());
                replies.add(ByteBuffer.allocate(8).putLong(next).array());
            }
            return replies;
        }
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("swarm-counter-");
        List<InetSocketAddress> addresses = freeAddresses(3);
        var nodes = new ArrayList<RaftNode>();
        var counters = new ArrayList<Counter>();
        try (var check = new SelfCheck("counter")) {
            for (int i = 0; i < addresses.size(); i++) {
                var counter = new Counter();
                counters.add(counter);
                RaftNode.Builder builder = RaftNode.builder()
                        .clusterId("counter")
                        .id("n" + i)
                        .bind(addresses.get(i))
                        .dataDirectory(directory.resolve("n" + i))
                        .stateMachine(counter);
                for (int j = 0; j < addresses.size(); j++) {
                    if (j != i) {
                        builder.peer("n" + j, addresses.get(j));
                    }
                }
                nodes.add(builder.build());
            }
            long first = add(nodes, 40);
            check.that("the counter stands at 40", first == 40, "value " + first);
            RaftNode leader = leader(nodes);
            String id = leader.status().id();
            nodes.remove(leader);
            leader.close();
            long second = add(nodes, 2);
            check.that("two nodes of three go on without " + id, second == 42, "value " + second);
            RaftNode next = leader(nodes);
            next.read(ReadMode.LINEARIZABLE, DEADLINE).join();
            Counter local = counters.get(Integer.parseInt(next.status().id().substring(1)));
            check.that(
                    "a linearizable read sees it",
                    local.value.get() == 42,
                    "read at " + next.status().id());
            return check.exitCode();
        } finally {
            nodes.forEach(RaftNode::close);
            SelfCheck.delete(directory);
        }
    }

    /** Proposes to whoever leads until it is certain what happened. */
    private static long add(List<RaftNode> nodes, long amount) throws Exception {
        byte[] command = ByteBuffer.allocate(8).putLong(amount).array();
        while (true) {
            try {
                ProposalResult result = leader(nodes).propose(command, DEADLINE).join();
                return ByteBuffer.wrap(result.reply()).getLong();
            } catch (CompletionException e) {
                boolean again = Failure.cause(e) instanceof RaftException failed
                        && failed.outcome() == RaftException.Outcome.NOT_APPLIED;
                if (!again) {
                    throw e; // adding twice would be wrong
                }
            }
        }
    }

    private static RaftNode leader(List<RaftNode> nodes) throws InterruptedException, TimeoutException {
        for (int i = 0; i < 600; i++) {
            for (RaftNode node : nodes) {
                if (node.status().role() == RaftRole.LEADER) {
                    return node;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new TimeoutException("no leader within 30 s");
    }

    private static List<InetSocketAddress> freeAddresses(int count) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var sockets = new ArrayList<ServerSocket>();
        var addresses = new ArrayList<InetSocketAddress>();
        try {
            for (int i = 0; i < count; i++) {
                var socket = new ServerSocket(0, 1, loopback);
                sockets.add(socket);
                addresses.add(new InetSocketAddress(loopback, socket.getLocalPort()));
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return addresses;
    }
}
