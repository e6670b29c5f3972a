package io.swarmsdk.raft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.internal.wire.Hello;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private final Handshake a = new Handshake("prod", "a", Set.of("b"), 1);
    private final Handshake b = new Handshake("prod", "b", Set.of("a"), 2);

    @Test
    void aPeerOfTheSameGroupIsWelcome() {
        assertThat(b.objection(a.helloTo("b"))).isNull();
        assertThat(b.replyTo(null).getAccepted()).isTrue();
    }

    @Test
    void everyOtherIsRefusedWithWhatWasSeenAndWhatIsExpected() {
        Hello good = a.helloTo("b");

        assertThat(b.objection(good.toBuilder().setMagic(0).build())).isEqualTo("not this protocol");
        assertThat(b.objection(good.toBuilder().setFormat(9).build())).isEqualTo("protocol format 9 (expected: 1)");
        assertThat(b.objection(good.toBuilder().setClusterId("test").build()))
                .isEqualTo("cluster 'test' (expected: 'prod')");
        assertThat(b.objection(good.toBuilder().setTo("c").build())).isEqualTo("meant for node 'c' (expected: 'b')");
        assertThat(b.objection(good.toBuilder().setFrom("x").build()))
                .isEqualTo("from node 'x' (expected: one of [a])");
        assertThat(b.replyTo("why").getReason()).isEqualTo("why");
    }
}
