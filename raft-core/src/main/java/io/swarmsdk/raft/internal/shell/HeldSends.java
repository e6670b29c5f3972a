package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.internal.core.RaftMessage;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;

/** Messages that wait for the disk: none leaves before the write that it rests on is durable. Confined to the loop. */
final class HeldSends {
    private record Held(long token, String to, RaftMessage message) {}

    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final BiConsumer<String, RaftMessage> sender;
    private long durableToken;

    HeldSends(BiConsumer<String, RaftMessage> sender) {
        this.sender = sender;
    }

    void sendAfter(long token, String to, RaftMessage message) {
        if (token <= durableToken) {
            sender.accept(to, message);
        } else {
            held.add(new Held(token, to, message));
        }
    }

    void durable(long token) {
        durableToken = Math.max(durableToken, token);
        // tokens need not come in order: an answer may rest on an older write than the one before it
        held.removeIf(each -> {
            if (each.token <= durableToken) {
                sender.accept(each.to, each.message);
                return true;
            }
            return false;
        });
    }
}
