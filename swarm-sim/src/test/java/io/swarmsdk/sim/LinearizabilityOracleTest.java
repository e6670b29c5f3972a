package io.swarmsdk.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The search against the definition itself, spelled out by brute force, on thousands of small random histories. */
class LinearizabilityOracleTest {

    @Test
    void agreesWithTheDefinitionOnRandomHistories() {
        Map<Verdict.Outcome, Integer> seen = new EnumMap<>(Verdict.Outcome.class);
        for (long seed = 0; seed < 5_000; seed++) {
            History<Register.Ask, Integer> history = randomHistory(new SimRandom(seed));

            Verdict verdict = Linearizability.check(Register.MODEL, history, 100_000);

            assertThat(verdict.isLinearizable())
                    .as("seed %d: %s", seed, history.operations())
                    .isEqualTo(linearizable(history.operations(), Long.MAX_VALUE));
            seen.merge(verdict.outcome(), 1, Integer::sum);
            if (verdict.outcome() == Verdict.Outcome.VIOLATION) {
                assertThat(verdict.failingPrefix())
                        .as("seed %d: %s", seed, history.operations())
                        .isEqualTo(shortestFailingPrefix(history.operations()));
            }
        }
        assertThat(seen.get(Verdict.Outcome.LINEARIZABLE)).isGreaterThan(1_000);
        assertThat(seen.get(Verdict.Outcome.VIOLATION)).isGreaterThan(1_000);
    }

    private static History<Register.Ask, Integer> randomHistory(SimRandom random) {
        var history = new History<Register.Ask, Integer>();
        List<Integer> running = new ArrayList<>();
        int operations = 2 + random.nextInt(5);
        for (long now = 0; history.size() < operations || (!running.isEmpty() && random.chance(0.9)); now++) {
            if (history.size() < operations && (running.isEmpty() || random.chance(0.5))) {
                running.add(history.invoke(history.size(), Register.randomAsk(random, 3), now));
            } else {
                int op = running.remove(random.nextInt(running.size()));
                end(history, op, random, now);
            }
        }
        return history;
    }

    private static void end(History<Register.Ask, Integer> history, int op, SimRandom random, long now) {
        Register.Ask asked = history.operations().get(op).input();
        switch (random.nextInt(8)) {
            case 0 -> history.failed(op);
            case 1, 2 -> history.unknown(op);
            default -> history.ok(op, Register.answer(random.nextInt(3), asked), now);
        }
    }

    /** Is there an order of all answered and some open operations that real time and the register agree with? */
    private static boolean linearizable(List<History.Operation<Register.Ask, Integer>> all, long lastEvent) {
        List<History.Operation<Register.Ask, Integer>> left = new ArrayList<>(all);
        left.removeIf(op -> op.outcome() == History.Outcome.FAILED || op.invokedAt() > lastEvent);
        return canFinish(left, 0, lastEvent);
    }

    private static boolean canFinish(List<History.Operation<Register.Ask, Integer>> left, int state, long lastEvent) {
        if (left.stream().noneMatch(op -> answered(op, lastEvent))) {
            return true;
        }
        for (History.Operation<Register.Ask, Integer> next : left) {
            boolean tooEarly = left.stream().anyMatch(op -> answered(op, lastEvent) && op.endedAt() < next.invokedAt());
            if (tooEarly) {
                continue;
            }
            Optional<Integer> after = answered(next, lastEvent)
                    ? Register.MODEL.step(state, next.input(), next.output())
                    : Optional.of(Register.MODEL.stepUnseen(state, next.input()));
            List<History.Operation<Register.Ask, Integer>> rest = new ArrayList<>(left);
            rest.remove(next);
            if (after.isPresent() && canFinish(rest, after.get(), lastEvent)) {
                return true;
            }
        }
        return false;
    }

    private static boolean answered(History.Operation<Register.Ask, Integer> op, long lastEvent) {
        return op.outcome() == History.Outcome.OK && op.endedAt() <= lastEvent;
    }

    private static List<Integer> shortestFailingPrefix(List<History.Operation<Register.Ask, Integer>> all) {
        for (long event = 0; ; event++) {
            if (!linearizable(all, event)) {
                long end = event;
                return all.stream()
                        .filter(op -> op.outcome() != History.Outcome.FAILED && op.invokedAt() <= end)
                        .map(History.Operation::id)
                        .toList();
            }
        }
    }
}
