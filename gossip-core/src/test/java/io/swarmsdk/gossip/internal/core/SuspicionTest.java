package io.swarmsdk.gossip.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.swarmsdk.gossip.GossipProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest(name = "{0} of {1} confirmations between {2} and {3}: {4}")
    @CsvSource({
        "0, 0, 2, 30, 2", // nobody else to ask: no reason to wait
        "0, 3, 2, 30, 30",
        "1, 3, 2, 30, 16",
        "2, 3, 2, 30, 7.81",
        "3, 3, 2, 30, 2",
        "4, 3, 2, 30, 2",
        "0, 2, 4, 24, 24",
        "1, 2, 4, 24, 11.38",
    })
    void shortensWithEachFurtherAccuser(int confirmations, int wanted, long min, long max, double expected) {
        long nanos = Suspicion.timeoutNanos(confirmations, wanted, min * SECOND, max * SECOND);
        assertThat(nanos / 1e9).isCloseTo(expected, offset(0.01));
    }

    @ParameterizedTest(name = "{0} members: {1} s")
    @CsvSource({"2, 4", "10, 4", "100, 8", "1000, 12"})
    void isLongerInALargerCluster(int members, long seconds) {
        assertThat(Suspicion.minNanos(members, 4, SECOND)).isEqualTo(seconds * SECOND);
    }

    @Test
    void countsEachAccuserOnceAndOnlyAsManyAsMatter() {
        Suspicion suspicion = new Suspicion("a", 10, new CoreConfig(GossipProfile.LAN, 1300), 0);
        assertThat(suspicion.confirm("a")).isFalse();
        assertThat(suspicion.confirm("")).isFalse();
        assertThat(suspicion.confirm("b")).isTrue();
        assertThat(suspicion.confirm("c")).isTrue();
        assertThat(suspicion.confirm("d")).isFalse();
        assertThat(suspicion.deadlineNanos()).isEqualTo(4 * SECOND);
        assertThat(suspicion.lastAccuser()).isEqualTo("c");
    }

    @Test
    void givesBackTheTimeThisProcessWasStopped() {
        Suspicion suspicion = new Suspicion("a", 2, new CoreConfig(GossipProfile.LAN, 1300), 0);
        suspicion.forgive(5 * SECOND);
        assertThat(suspicion.deadlineNanos()).isEqualTo(9 * SECOND);
    }
}
