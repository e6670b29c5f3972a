package io.swarmsdk.gossip.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.SwimRules.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwimRulesTest {

    private static final Endpoint HERE = Endpoint.ipv4(0x7f000001, 7946);

    private final SwimRules rules = new SwimRules();

    @ParameterizedTest(name = "{0} {1}.{2} told {3} {4}.{5}: {6}")
    @CsvSource({
        // known, epoch, incarnation, told, epoch, incarnation
        "ALIVE,   1, 0, ALIVE,   1, 0, IGNORE",
        "ALIVE,   1, 0, ALIVE,   1, 1, APPLY",
        "ALIVE,   1, 1, ALIVE,   1, 0, IGNORE",
        "ALIVE,   1, 0, SUSPECT, 1, 0, APPLY",
        "ALIVE,   1, 1, SUSPECT, 1, 0, IGNORE",
        "ALIVE,   1, 0, FAILED,  1, 0, APPLY",
        "ALIVE,   1, 1, FAILED,  1, 0, IGNORE",
        "ALIVE,   1, 0, LEFT,    1, 0, APPLY",
        "SUSPECT, 1, 0, ALIVE,   1, 0, IGNORE",
        "SUSPECT, 1, 0, ALIVE,   1, 1, APPLY",
        "SUSPECT, 1, 0, SUSPECT, 1, 0, CONFIRM",
        "SUSPECT, 1, 0, SUSPECT, 1, 1, APPLY",
        "SUSPECT, 1, 0, FAILED,  1, 0, APPLY",
        "FAILED,  1, 0, ALIVE,   1, 0, IGNORE",
        "FAILED,  1, 0, ALIVE,   1, 1, APPLY",
        "FAILED,  1, 0, SUSPECT, 1, 0, IGNORE",
        "FAILED,  1, 0, SUSPECT, 1, 1, APPLY",
        "FAILED,  1, 0, FAILED,  1, 0, IGNORE",
        "FAILED,  1, 0, LEFT,    1, 0, APPLY",
        "LEFT,    1, 0, ALIVE,   1, 9, IGNORE",
        "LEFT,    1, 0, FAILED,  1, 9, IGNORE",
        "LEFT,    1, 0, LEFT,    1, 0, IGNORE",
        "LEFT,    1, 0, ALIVE,   2, 0, APPLY",
        "ALIVE,   2, 0, FAILED,  1, 9, IGNORE",
        "ALIVE,   2, 0, LEFT,    1, 9, IGNORE",
        "FAILED,  1, 9, ALIVE,   2, 0, APPLY",
    })
    void judges(
            MemberState known,
            long knownEpoch,
            long knownIncarnation,
            MemberState told,
            long toldEpoch,
            long toldIncarnation,
            Verdict verdict) {
        assertThat(rules.judge(member(known, knownEpoch, knownIncarnation), member(told, toldEpoch, toldIncarnation)))
                .isEqualTo(verdict);
    }

    @Test
    void newsInAnyOrderEndInTheSameState() {
        List<MemberNews> news = new ArrayList<>();
        for (long epoch = 1; epoch <= 2; epoch++) {
            for (long incarnation = 0; incarnation <= 2; incarnation++) {
                news.add(member(MemberState.ALIVE, epoch, incarnation));
                news.add(member(MemberState.SUSPECT, epoch, incarnation));
                news.add(member(MemberState.FAILED, epoch, incarnation));
            }
        }
        news.add(member(MemberState.LEFT, 1, 2)); // a goodbye carries the last incarnation
        CoreRandom random = new CoreRandom(5);
        for (int run = 0; run < 500; run++) {
            random.shuffle(news);
            assertThat(outcome(news)).hasToString("x FAILED 2.2");
            assertThat(outcome(news.stream().filter(n -> n.epoch() == 1).toList()))
                    .hasToString("x LEFT 1.2");
        }
    }

    private MemberNews outcome(List<MemberNews> news) {
        MemberNews known = news.get(0);
        for (MemberNews told : news) {
            known = rules.judge(known, told) == Verdict.APPLY ? told : known;
        }
        return known;
    }

    @ParameterizedTest(name = "own {0}, told {1} {2}: {3}")
    @CsvSource({
        "3, ALIVE, 3, false",
        "3, SUSPECT, 3, true",
        "3, FAILED, 3, true",
        "3, SUSPECT, 2, false",
        "3, ALIVE, 4, true",
    })
    void refutesWhatIsNotOld(long own, MemberState told, long toldIncarnation, boolean expected) {
        assertThat(rules.mustRefute(member(MemberState.ALIVE, 1, own), member(told, 1, toldIncarnation)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}.{1} by {2} against {3}.{4} by {5}: {6}")
    @CsvSource({
        "2, 1, a, 1, 9, z, 1",
        "1, 2, a, 1, 1, z, 1",
        "1, 1, b, 1, 1, a, 1",
        "1, 1, a, 1, 1, a, 0",
        "1, 1, a, 1, 1, b, -1",
    })
    void laterWritesWinAndTiesHaveAWinner(
            long counter, long epoch, String owner, long counter2, long epoch2, String owner2, int sign) {
        assertThat(Integer.signum(rules.compare(entry(counter, epoch, owner), entry(counter2, epoch2, owner2))))
                .isEqualTo(sign);
    }

    @ParameterizedTest(name = "{0} members: {1} sends")
    @CsvSource({"1, 19", "32, 22", "100, 24", "1000, 26", "10000, 29"})
    void spreadsEachRumourOftenEnough(int members, int sends) {
        assertThat(SwimRules.rumourBudget(members)).isEqualTo(sends);
    }

    private static MemberNews member(MemberState state, long epoch, long incarnation) {
        return new MemberNews("x", epoch, HERE, incarnation, state, new byte[0], "", 0);
    }

    private static EntryNews entry(long counter, long epoch, String owner) {
        return new EntryNews("t", "k", new byte[0], false, owner, epoch, counter, 0);
    }
}
