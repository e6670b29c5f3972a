package io.swarmsdk.raft.internal.transport;

import io.swarmsdk.raft.internal.wire.Hello;
import io.swarmsdk.raft.internal.wire.HelloReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may talk to whom: same protocol, same group, the node that was meant, and a known peer. Pure. */
record Handshake(String clusterId, String self, Set<String> peers, long incarnation) {
    static final int FORMAT = 1;

    private static final int MAGIC = 0x53574652; // "SWFR"

    Hello helloTo(String peer) {
        return Hello.newBuilder()
                .setMagic(MAGIC)
                .setFormat(FORMAT)
                .setClusterId(clusterId)
                .setFrom(self)
                .setTo(peer)
                .setIncarnation(incarnation)
                .build();
    }

    /** Null if the sender may talk to this node, or why not. */
    @Nullable
    String objection(Hello hello) {
        if (hello.getMagic() != MAGIC) {
            return "not this protocol";
        }
        if (hello.getFormat() != FORMAT) {
            return "protocol format " + hello.getFormat() + " (expected: " + FORMAT + ")";
        }
        if (!hello.getClusterId().equals(clusterId)) {
            return "cluster '" + hello.getClusterId() + "' (expected: '" + clusterId + "')";
        }
        if (!hello.getTo().equals(self)) {
            return "meant for node '" + hello.getTo() + "' (expected: '" + self + "')";
        }
        if (!peers.contains(hello.getFrom())) {
            return "from node '" + hello.getFrom() + "' (expected: one of " + peers + ")";
        }
        return null;
    }

    HelloReply replyTo(@Nullable String objection) {
        return HelloReply.newBuilder()
                .setFormat(FORMAT)
                .setAccepted(objection == null)
                .setReason(objection == null ? "" : objection)
                .setIncarnation(incarnation)
                .build();
    }
}
