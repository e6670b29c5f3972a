package io.swarmsdk.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes; the leader is killed while it has proposals in flight. */
class KillTheLeaderIT {
    private static final List<String> IDS = List.of("a", "b", "c");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, ChildJvm> processes = new HashMap<>();
    private final List<String> answered = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @AfterEach
    void killAll() {
        processes.values().forEach(ChildJvm::close);
    }

    @Test
    void theOthersGoOnAndNothingThatWasAnsweredIsLost() throws Exception {
        List<ServerSocket> held = new ArrayList<>();
        for (String id : IDS) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            ports.put(id, held.get(held.size() - 1).getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        IDS.forEach(this::start);

        for (int round = 0; round < 3; round++) {
            String leader = awaitLeader();
            ChildJvm process = process(leader);
            for (int i = 0; i < 500; i++) {
                process.tell("propose " + round + "-" + i);
            }
            await().atMost(PATIENCE)
                    .until(() -> said(process, "answered ").size() >= 200
                            || !said(process, "failed ").isEmpty());
            process.kill();
            takeAnswers(process);
            processes.remove(leader);
            commit(round + "-after");
            start(leader);
        }

        String last = commit("end");
        assertThat(answered).hasSizeGreaterThan(200);
        for (String id : IDS) {
            await().atMost(PATIENCE).until(() -> said(process(id), "applied ").contains(last));
            assertThat(said(process(id), "applied "))
                    .as(id)
                    .containsAll(answered)
                    .doesNotContainAnyElementsOf(refusedOrNothing())
                    .isEqualTo(said(process("a"), "applied "));
        }
    }

    /** Asks whoever leads, until one answers; returns what was committed. */
    private String commit(String text) {
        List<String> attempts = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            ChildJvm process = process(awaitLeader());
            String attempt = text + "-" + attempts.size();
            attempts.add(attempt);
            process.tell("propose " + attempt);
            await().atMost(PATIENCE)
                    .until(() -> said(process, "answered ").contains(attempt)
                            || said(process, "failed ").stream().anyMatch(line -> line.startsWith(attempt + " ")));
            takeAnswers(process);
            return answered.contains(attempt);
        });
        return attempts.get(attempts.size() - 1);
    }

    private List<String> refusedOrNothing() {
        return refused.isEmpty() ? List.of("-") : refused;
    }

    private void takeAnswers(ChildJvm process) {
        said(process, "answered ").stream()
                .filter(text -> !answered.contains(text))
                .forEach(answered::add);
        said(process, "failed ").stream()
                .filter(text -> text.endsWith(" NOT_APPLIED"))
                .map(text -> text.split(" ")[0])
                .forEach(refused::add);
    }

    private String awaitLeader() {
        String[] leader = new String[1];
        await().atMost(PATIENCE).until(() -> {
            for (Map.Entry<String, ChildJvm> each : processes.entrySet()) {
                List<String> leads = said(each.getValue(), "leads ");
                if (!leads.isEmpty() && leads.get(leads.size() - 1).endsWith(" " + each.getKey())) {
                    leader[0] = each.getKey();
                    return true;
                }
            }
            return false;
        });
        return leader[0];
    }

    /** What follows the word in complete lines that begin with it. */
    private static List<String> said(ChildJvm process, String word) {
        return process.lines().stream()
                .filter(line -> line.startsWith(word) && line.endsWith(" ."))
                .map(line -> line.substring(word.length(), line.length() - 2))
                .toList();
    }

    private ChildJvm process(String id) {
        return Objects.requireNonNull(processes.get(id));
    }

    private void start(String id) {
        List<String> arguments =
                new ArrayList<>(List.of(id, directory.resolve(id).toString(), String.valueOf(ports.get(id))));
        ports.forEach((peer, port) -> {
            if (!peer.equals(id)) {
                arguments.add(peer + "=" + port);
            }
        });
        processes.put(
                id,
                new ChildJvm(NodeProcess.class, directory.resolve(id + ".stderr"), arguments.toArray(new String[0])));
    }
}
