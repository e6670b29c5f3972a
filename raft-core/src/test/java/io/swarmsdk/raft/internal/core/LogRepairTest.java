package io.swarmsdk.raft.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A leader and a follower whose logs differ, talking until they agree. */
class LogRepairTest {

    private static final long[] FIGURE_7_LEADER = {1, 1, 1, 4, 4, 5, 5, 6, 6, 6};

    /** Requests until one is accepted, then everything that follows; answers with the number of refusals. */
    private static int repair(CoreDriver leader, CoreDriver follower) {
        int refusals = 0;
        int seenByLeader = 0;
        int seenByFollower = 0;
        for (int rounds = 0; !leader.log.equals(follower.log); rounds++) {
            assertThat(rounds).as("rounds").isLessThan(200);
            leader.timeout(); // a heartbeat, in case all else is said
            var requests = leader.sentTo("b");
            for (; seenByFollower < requests.size(); seenByFollower++) {
                if (requests.get(seenByFollower) instanceof AppendRequest request) {
                    follower.receive("a", request);
                }
            }
            var answers = follower.sentTo("a");
            for (; seenByLeader < answers.size(); seenByLeader++) {
                var answer = (RaftMessage.AppendResponse) answers.get(seenByLeader);
                if (!answer.accepted()) {
                    refusals++;
                }
                leader.receive("b", answer);
            }
        }
        return refusals;
    }

    private static CoreDriver leader(long... terms) {
        long term = terms[terms.length - 1];
        CoreDriver leader = CoreDriver.of("a", "b").recovered(term, terms).electedLeader();
        leader.sent.removeIf(sent -> !(sent.message() instanceof AppendRequest));
        return leader;
    }

    private static CoreDriver follower(long... terms) {
        long term = terms.length == 0 ? 0 : terms[terms.length - 1];
        return CoreDriver.node("b", "a", "b").recovered(term, terms);
    }

    static Stream<Arguments> figure7() {
        return Stream.of(
                Arguments.of("a: one entry is missing", new long[] {1, 1, 1, 4, 4, 5, 5, 6, 6}),
                Arguments.of("b: many are missing", new long[] {1, 1, 1, 4}),
                Arguments.of("c: one too many", new long[] {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6}),
                Arguments.of("d: two of a later term", new long[] {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7}),
                Arguments.of("e: both", new long[] {1, 1, 1, 4, 4, 4, 4}),
                Arguments.of("f: other terms", new long[] {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3}),
                Arguments.of("empty", new long[] {}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figure7")
    void theFollowersOfFigure7GetTheLeadersLogWithFewProbes(String name, long[] terms) {
        CoreDriver leader =
                CoreDriver.of("a", "b").recovered(7, FIGURE_7_LEADER).electedLeader();
        leader.sent.removeIf(sent -> !(sent.message() instanceof AppendRequest));
        CoreDriver follower = follower(terms);
        int refusals = repair(leader, follower);
        long distinctTerms = Arrays.stream(terms).distinct().count();
        assertThat(refusals).isLessThanOrEqualTo((int) distinctTerms + 2); // + 2: the heartbeats sent meanwhile
        assertThat(follower.logTerms()).startsWith(1L, 1L, 1L, 4L, 4L, 5L, 5L, 6L, 6L, 6L);
    }

    @Test
    void tenThousandDivergentEntriesOfThreeTermsTakeNoLinearWalk() {
        long[] leaderTerms =
                LongStream.concat(LongStream.of(1, 1), LongStream.of(6)).toArray();
        long[] followerTerms = Stream.of(
                        Collections.nCopies(2, 1L),
                        Collections.nCopies(4_000, 2L),
                        Collections.nCopies(4_000, 3L),
                        Collections.nCopies(2_000, 5L))
                .flatMap(java.util.List::stream)
                .mapToLong(Long::longValue)
                .toArray();
        CoreDriver leader = leader(leaderTerms);
        CoreDriver follower = follower(followerTerms);
        assertThat(repair(leader, follower)).isLessThanOrEqualTo(5);
        assertThat(follower.logTerms()).startsWith(1L, 1L, 6L);
    }

    @Test
    void randomLogsAreRepairedWithoutTouchingTheirCommonBeginning() {
        var random = new CoreRandom(11);
        for (int round = 0; round < 200; round++) {
            long[] common = terms(random, 1, 1 + (int) random.below(8));
            long last = common[common.length - 1];
            long[] ours = concat(common, terms(random, last + 1 + random.below(3), (int) random.below(10)));
            long[] theirs = concat(common, terms(random, last + 4 + random.below(3), (int) random.below(10)));
            // Whoever leads does so in a term above all terms in both logs.
            CoreDriver leader = CoreDriver.of("a", "b").recovered(60, ours).electedLeader();
            leader.sent.removeIf(sent -> !(sent.message() instanceof AppendRequest));
            CoreDriver follower = follower(theirs);
            repair(leader, follower);
            assertThat(follower.writes)
                    .extracting(AppendBatch::truncateFrom)
                    .allMatch(from -> from == AppendBatch.NO_TRUNCATION || from > common.length);
        }
    }

    private static long[] terms(CoreRandom random, long first, int count) {
        long[] terms = new long[count];
        long term = first;
        for (int i = 0; i < count; i++) {
            terms[i] = term;
            term += random.below(3) == 0 ? 6 : 0;
        }
        return terms;
    }

    private static long[] concat(long[] a, long[] b) {
        return LongStream.concat(LongStream.of(a), LongStream.of(b)).toArray();
    }
}
