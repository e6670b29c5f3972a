package io.swarmsdk.raft.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.AppendResponse;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"5, 5", "3 9, 3", "1 2 3, 2", "9 9 1, 9", "4 0 0, 0", "7 5 3 1, 3", "8 8 8 1 1, 8", "5 4 3 2 1, 3"})
    void aMajorityHasReachedTheMedianRoundedDown(String perVoter, long expected) {
        long[] values =
                Arrays.stream(perVoter.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(Quorum.reached(values)).isEqualTo(expected);
    }

    @Test
    void whatAMajorityReachedAgreesWithCountingForRandomValues() {
        var random = new CoreRandom(3);
        for (int round = 0; round < 2_000; round++) {
            int voters = 1 + (int) random.below(9);
            long[] values =
                    LongStream.generate(() -> random.below(6)).limit(voters).toArray();
            long reached = Quorum.reached(values);
            long youngest = Quorum.youngestMajority(values);
            assertThat(LongStream.of(values).filter(v -> v >= reached).count()).isGreaterThan(voters / 2);
            assertThat(LongStream.of(values).filter(v -> v > reached).count()).isLessThanOrEqualTo(voters / 2);
            assertThat(LongStream.of(values).filter(v -> v <= youngest).count()).isGreaterThan(voters / 2);
            assertThat(LongStream.of(values).filter(v -> v < youngest).count()).isLessThanOrEqualTo(voters / 2);
        }
    }

    @ParameterizedTest(name = "{0}@{1} against ours {2}@{3}: {4}")
    @CsvSource({
        "0, 0, 0, 0, true",
        "5, 2, 5, 2, true",
        "6, 2, 5, 2, true",
        "4, 2, 5, 2, false",
        "1, 3, 9, 2, true",
        "9, 1, 1, 2, false",
        "0, 0, 1, 1, false"
    })
    void aLogIsUpToDateByLastTermThenByLength(
            long lastIndex, long lastTerm, long ourIndex, long ourTerm, boolean expected) {
        assertThat(VoteRule.upToDate(lastTerm, lastIndex, ourTerm, ourIndex)).isEqualTo(expected);
    }

    @Test
    void aVoteIsGrantedOncePerTermAndRepeatedToTheSameCandidate() {
        assertThat(VoteRule.grants(new HardState(3, null), "b", true)).isTrue();
        assertThat(VoteRule.grants(new HardState(3, "b"), "b", true)).isTrue();
        assertThat(VoteRule.grants(new HardState(3, "c"), "b", true)).isFalse();
        assertThat(VoteRule.grants(new HardState(3, null), "b", false)).isFalse();
    }

    @Test
    void aPreVoteIsForATermThatIsStillToCome() {
        assertThat(VoteRule.grantsPreVote(3, 4, true)).isTrue();
        assertThat(VoteRule.grantsPreVote(3, 3, true)).isFalse();
        assertThat(VoteRule.grantsPreVote(3, 4, false)).isFalse();
    }

    @Test
    void theGeneratorHasTheValuesOfSplitMix64() {
        var random = new CoreRandom(1234567);
        assertThat(List.of(random.nextLong(), random.nextLong(), random.nextLong()))
                .containsExactly(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
    }

    @Test
    void electionTimeoutsLieBetweenOnceAndTwiceTheConfiguredOneAndDiffer() {
        var timer = new ElectionTimer(1_000, new CoreRandom(5));
        long[] waits = LongStream.range(0, 500)
                .map(i -> {
                    timer.restart(Long.MAX_VALUE - 10); // the clock wraps meanwhile
                    return timer.deadlineNanos() - (Long.MAX_VALUE - 10);
                })
                .toArray();
        assertThat(LongStream.of(waits)).allMatch(wait -> wait >= 1_000 && wait < 2_000);
        assertThat(LongStream.of(waits).distinct().count()).isGreaterThan(300);
        assertThat(timer.expired(Long.MAX_VALUE - 5)).isFalse();
        assertThat(timer.expired(timer.deadlineNanos())).isTrue();
    }

    @Test
    void theInflightWindowFreesWhatAnAcknowledgementCovers() {
        var inflight = new Inflight(3);
        inflight.add(10);
        inflight.add(20);
        inflight.add(30);
        assertThat(inflight.full()).isTrue();
        inflight.freeUpTo(19);
        assertThat(inflight.count()).isEqualTo(2);
        inflight.add(40);
        inflight.freeUpTo(40);
        assertThat(inflight.count()).isZero();
    }

    static Stream<Arguments> badSettings() {
        return Stream.of(
                Arguments.of("self: z (expected: one of the voters [a, b])", "z", List.of("b", "a"), 100L, 10L, 1),
                Arguments.of("voters: [a, a] (expected: no duplicates)", "a", List.of("a", "a"), 100L, 10L, 1),
                Arguments.of("heartbeatNanos: 0 (expected: > 0)", "a", List.of("a"), 100L, 0L, 1),
                Arguments.of(
                        "electionTimeoutNanos: 19 (expected: >= twice the heartbeat of 10)",
                        "a",
                        List.of("a"),
                        19L,
                        10L,
                        1),
                Arguments.of("maxInflight: 0 (expected: > 0)", "a", List.of("a"), 100L, 10L, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSettings")
    void aBadSettingIsNamedWithItsValue(
            String message, String self, List<String> voters, long election, long heartbeat, int inflight) {
        assertThatThrownBy(() -> new CoreConfig(self, voters, election, heartbeat, 1, inflight, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<RaftMessage> nonsense() {
        List<LogEntry> gap = List.of(LogEntry.noop(5, 1));
        List<LogEntry> falling = List.of(LogEntry.noop(4, 2), LogEntry.noop(5, 1));
        List<LogEntry> future = List.of(LogEntry.noop(4, 9));
        return Stream.of(
                new VoteRequest(0, 0, 0, false),
                new VoteRequest(-1, 0, 0, false),
                new VoteRequest(Long.MAX_VALUE, 0, 0, true),
                new VoteRequest(3, -1, 0, false),
                new VoteRequest(3, 5, 4, false),
                new VoteResponse(0, true, true),
                new AppendRequest(3, -1, 0, 0, 0, List.of()),
                new AppendRequest(3, 0, 2, 0, 0, List.of()),
                new AppendRequest(3, 3, 1, -4, 0, List.of()),
                new AppendRequest(3, 3, 1, 0, 0, gap),
                new AppendRequest(3, 3, 1, 0, 0, falling),
                new AppendRequest(3, 3, 1, 0, 0, future),
                new AppendResponse(3, true, -1, 0, 0, 0),
                new AppendResponse(3, false, 1, -7, 0, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsenseIsDroppedAndCounted(RaftMessage message) {
        var node = CoreDriver.of("a", "b", "c").recovered(2, 1, 1, 1);
        node.receive("b", message);
        assertThat(node.core.ignoredMessages()).isEqualTo(1);
        assertThat(node.core.term()).isEqualTo(2);
        assertThat(node.sent).isEmpty();
    }
}
