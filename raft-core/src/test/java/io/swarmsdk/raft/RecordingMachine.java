package io.swarmsdk.raft;

import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers every command, and answers each with how many it has seen. */
final class RecordingMachine implements StateMachine {
    private final List<String> commands = new ArrayList<>();
    private final List<Long> termsCaughtUp = new ArrayList<>();

    @Override
    public synchronized List<byte[]> apply(List<CommittedEntry> batch) {
        List<byte[]> replies = new ArrayList<>();
        for (CommittedEntry entry : batch) {
            commands.add(new String(entry.command(), StandardCharsets.UTF_8));
            replies.add(Integer.toString(commands.size()).getBytes(StandardCharsets.UTF_8));
        }
        return replies;
    }

    @Override
    public synchronized void caughtUpInTerm(long term) {
        termsCaughtUp.add(term);
    }

    synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    synchronized List<Long> termsCaughtUp() {
        return List.copyOf(termsCaughtUp);
    }
}
