package io.swarmsdk.raft;

import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A node in a process of its own. Told {@code propose TEXT}, it answers {@code answered TEXT .} or {@code failed TEXT
 * OUTCOME .}; it says what it applies and who leads.
 */
public final class NodeProcess {
    private NodeProcess() {}

    /** Arguments: id, directory, own port, then id=port of each peer. */
    public static void main(String[] arguments) throws IOException {
        StateMachine machine = batch -> {
            batch.forEach(entry -> say("applied " + text(entry)));
            return batch.stream().map(CommittedEntry::command).toList();
        };
        RaftNode.Builder builder = RaftNode.builder()
                .clusterId("processes")
                .id(arguments[0])
                .dataDirectory(Path.of(arguments[1]))
                .bind(loopback(arguments[2]))
                .stateMachine(machine)
                .listener(new RaftListener() {
                    @Override
                    public void leadershipChanged(long term, Optional<String> leader, boolean self) {
                        say("leads " + term + " " + leader.orElse("-"));
                    }
                });
        for (String peer : List.of(arguments).subList(3, arguments.length)) {
            builder.peer(peer.split("=")[0], loopback(peer.split("=")[1]));
        }
        try (RaftNode node = builder.build()) {
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                propose(node, line.substring("propose ".length()));
            }
        }
    }

    private static void propose(RaftNode node, String text) {
        node.propose(text.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(60))
                .whenComplete((result, failure) -> {
                    if (result != null) {
                        say("answered " + text);
                    } else {
                        say("failed " + text + " "
                                + (failure instanceof RaftException raft ? raft.outcome() : failure));
                    }
                });
    }

    private static InetSocketAddress loopback(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    private static String text(CommittedEntry entry) {
        return new String(entry.command(), StandardCharsets.UTF_8);
    }

    private static synchronized void say(String line) {
        System.out.println(line + " ."); // with an end, so that half a line is seen as such
    }
}
