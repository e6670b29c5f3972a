package io.swarmsdk.gossip.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.gossip.MemberState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberChangesTest {

    @ParameterizedTest(name = "{0} epoch {1} -> {2} epoch {3}: {4}")
    @CsvSource({
        "       , 0, ALIVE,   1, [JOINED]",
        "       , 0, SUSPECT, 1, '[JOINED, SUSPECTED]'",
        "       , 0, FAILED,  1, []",
        "       , 0, LEFT,    1, []",
        "ALIVE,   1, ALIVE,   1, []",
        "ALIVE,   1, ALIVE,   2, [UPDATED]",
        "ALIVE,   1, SUSPECT, 1, [SUSPECTED]",
        "ALIVE,   1, FAILED,  1, [FAILED]",
        "ALIVE,   1, LEFT,    1, [LEFT]",
        "SUSPECT, 1, ALIVE,   1, [UPDATED]",
        "SUSPECT, 1, SUSPECT, 1, []",
        "SUSPECT, 1, FAILED,  1, [FAILED]",
        "FAILED,  1, ALIVE,   1, [JOINED]",
        "FAILED,  1, SUSPECT, 1, '[JOINED, SUSPECTED]'",
        "FAILED,  1, LEFT,    1, [LEFT]",
        "LEFT,    1, ALIVE,   2, [JOINED]",
        "LEFT,    1, LEFT,    2, []",
    })
    void tellsListeners(@Nullable MemberState before, long epoch, MemberState after, long newEpoch, String expected) {
        MemberNews known = before == null ? null : member(before, epoch);
        assertThat(MemberChanges.between(known, member(after, newEpoch))).hasToString(expected);
    }

    private static MemberNews member(MemberState state, long epoch) {
        return new MemberNews("x", epoch, Endpoint.ipv4(1, 1), 0, state, new byte[0], "", 0);
    }
}
