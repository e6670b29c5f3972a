package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    private final History<Register.Ask, Integer> history = new History<>();
    private long now;

    @Test
    void acceptsWhatOneClientDoesAlone() {
        done("a", Register.write(1), 1);
        done("a", Register.read(), 1);

        assertThat(check().outcome()).isEqualTo(Verdict.Outcome.LINEARIZABLE);
    }

    @Test
    void acceptsEitherOrderOfOverlappingOperations() {
        int write = invoke("a", Register.write(1));
        done("b", Register.read(), 0);
        done("c", Register.read(), 1);
        history.ok(write, 1, now++);

        assertThat(check().isLinearizable()).isTrue();
    }

    @Test
    void rejectsAStaleReadAndNamesTheShortestPrefix() {
        done("a", Register.write(1), 1);
        done("b", Register.read(), 0);
        done("a", Register.write(2), 2);

        Verdict verdict = check();

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VIOLATION);
        assertThat(verdict.failingPrefix()).containsExactly(0, 1);
        assertThat(verdict.explanation())
                .startsWith("no order explains #1 b: read @2 -> 0 @3")
                .contains("#0 a: write 1 @0 -> 1 @1")
                .doesNotContain("write 2");
    }

    @Test
    void rejectsAReadThatGoesBackWhileTheWriteIsUnderWay() {
        int write = invoke("a", Register.write(1));
        done("b", Register.read(), 1);
        done("c", Register.read(), 0);
        history.ok(write, 1, now++);

        Verdict verdict = check();

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VIOLATION);
        assertThat(verdict.failingPrefix()).containsExactly(0, 1, 2);
    }

    @Test
    void rejectsTwoWinnersOfOneCompareAndSet() {
        int first = invoke("a", Register.compareAndSet(0, 1));
        int second = invoke("b", Register.compareAndSet(0, 2));
        history.ok(first, 1, now++);
        history.ok(second, 1, now++);

        assertThat(check().outcome()).isEqualTo(Verdict.Outcome.VIOLATION);
    }

    @Test
    void aWriteOfUnknownOutcomeMayHappenLongAfterwardsOrNever() {
        int lost = invoke("a", Register.write(7));
        history.unknown(lost);
        done("b", Register.read(), 0);
        done("b", Register.write(1), 1);
        assertThat(check().isLinearizable()).as("never").isTrue();

        done("b", Register.read(), 7);
        assertThat(check().isLinearizable()).as("after the write of 1").isTrue();

        done("b", Register.write(2), 2);
        done("b", Register.read(), 7);
        assertThat(check().outcome()).as("twice").isEqualTo(Verdict.Outcome.VIOLATION);
    }

    @Test
    void choosesTheRightOneOfTwoUnknownOperationsThatLookAlikeAtFirst() {
        history.unknown(invoke("a", Register.write(1)));
        history.unknown(invoke("b", Register.compareAndSet(0, 1)));
        done("c", Register.read(), 1); // either of them, so far
        done("c", Register.write(2), 2);
        done("c", Register.read(), 1); // this must be the write, so the first was the compare-and-set

        assertThat(check().isLinearizable()).isTrue();
    }

    @Test
    void anOperationStillPendingIsLikeAnUnknownOne() {
        invoke("a", Register.write(7));
        done("b", Register.read(), 0);
        done("b", Register.read(), 7);
        assertThat(check().isLinearizable()).isTrue();

        done("b", Register.read(), 0);
        assertThat(check().outcome()).isEqualTo(Verdict.Outcome.VIOLATION);
    }

    @Test
    void aFailedWriteMustNotBeSeen() {
        int refused = invoke("a", Register.write(7));
        history.failed(refused);
        done("b", Register.read(), 0);
        assertThat(check().isLinearizable()).isTrue();

        done("b", Register.read(), 7);
        assertThat(check().outcome()).isEqualTo(Verdict.Outcome.VIOLATION);
    }

    @Test
    void countsEachUnknownIncrementAtMostOnce() {
        var counted = new History<String, Integer>();
        for (int i = 0; i < 20; i++) {
            counted.unknown(counted.invoke(i, "inc", i));
        }
        counted.ok(counted.invoke("reader", "get", 30), 13, 31);
        assertThat(Linearizability.check(COUNTER, counted, 10_000).isLinearizable())
                .isTrue();

        counted.ok(counted.invoke("reader", "get", 40), 21, 41);
        Verdict verdict = Linearizability.check(COUNTER, counted, 10_000);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VIOLATION);
        assertThat(verdict.statesVisited()).as("equal unknowns do not multiply").isLessThan(1_000);
    }

    @Test
    void judgesIndependentObjectsAlone() {
        var keyed = new SequentialModel<Integer, String, Integer>() {
            @Override
            public Integer initial() {
                return 0;
            }

            @Override
            public Optional<Integer> step(Integer state, String input, Integer output) {
                return COUNTER.step(state, input.substring(2), output);
            }

            @Override
            public Integer stepUnseen(Integer state, String input) {
                return COUNTER.stepUnseen(state, input.substring(2));
            }

            @Override
            public String partition(String input) {
                return input.substring(0, 1);
            }
        };
        var two = new History<String, Integer>();
        two.ok(two.invoke("a", "x inc", 0), 1, 1);
        two.ok(two.invoke("a", "y get", 2), 0, 3);
        assertThat(Linearizability.check(keyed, two, 100).isLinearizable()).isTrue();

        two.ok(two.invoke("a", "x get", 4), 0, 5);
        Verdict verdict = Linearizability.check(keyed, two, 100);
        assertThat(verdict.failingPrefix()).containsExactly(0, 2);
        assertThat(verdict.explanation()).contains("(of x)");
    }

    @Test
    void givesUpAtItsLimitRatherThanGuess() {
        for (int i = 1; i <= 12; i++) {
            invoke("w" + i, Register.write(i));
        }
        done("b", Register.read(), 99);

        assertThat(Linearizability.check(Register.MODEL, history, 50).outcome()).isEqualTo(Verdict.Outcome.UNDECIDED);
    }

    @Test
    void decidesALongConcurrentHistoryQuickly() {
        var random = new SimRandom(1);
        Register.recordCorrectRun(history, random, 5, 4_000, 0.02);

        Verdict verdict = Linearizability.check(Register.MODEL, history, 200_000);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.LINEARIZABLE);
    }

    @Test
    void neverAccusesARegisterThatIsCorrect() {
        for (long seed = 0; seed < 2_000; seed++) {
            var correct = new History<Register.Ask, Integer>();
            Register.recordCorrectRun(correct, new SimRandom(seed), 4, 16, 0.4);

            Verdict verdict = Linearizability.check(Register.MODEL, correct, 100_000);

            assertThat(verdict.outcome())
                    .as("seed %d: %s", seed, verdict.explanation())
                    .isEqualTo(Verdict.Outcome.LINEARIZABLE);
        }
    }

    @Test
    void refusesAnEndThatIsNone() {
        int op = invoke("a", Register.read());
        history.ok(op, 0, 1);

        assertThatThrownBy(() -> history.unknown(op)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> history.ok(5, 0, 1)).hasMessage("op: 5 (expected: an id that invoke has given)");
    }

    private int invoke(String client, Register.Ask ask) {
        return history.invoke(client, ask, now++);
    }

    private void done(String client, Register.Ask ask, int answer) {
        history.ok(invoke(client, ask), answer, now++);
    }

    private Verdict check() {
        return Linearizability.check(Register.MODEL, history, 10_000);
    }

    private static final SequentialModel<Integer, String, Integer> COUNTER = new SequentialModel<>() {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Optional<Integer> step(Integer state, String input, Integer output) {
            int after = stepUnseen(state, input);
            return output == after ? Optional.of(after) : Optional.empty();
        }

        @Override
        public Integer stepUnseen(Integer state, String input) {
            return input.equals("inc") ? state + 1 : state;
        }
    };
}
