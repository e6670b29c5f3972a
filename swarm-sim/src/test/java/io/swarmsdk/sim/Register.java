package io.swarmsdk.sim;

import java.util.Optional;

/** An integer that is read, written and compared-and-set, starting at 0; the object of the checker's tests. */
final class Register {
    static final SequentialModel<Integer, Ask, Integer> MODEL = new SequentialModel<>() {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Optional<Integer> step(Integer state, Ask input, Integer output) {
            return answer(state, input) == output ? Optional.of(stepUnseen(state, input)) : Optional.empty();
        }

        @Override
        public Integer stepUnseen(Integer state, Ask input) {
            return switch (input.verb) {
                case READ -> state;
                case WRITE -> input.value;
                case COMPARE_AND_SET -> state == input.expected ? input.value : state;
            };
        }
    };

    private Register() {}

    enum Verb {
        READ,
        WRITE,
        COMPARE_AND_SET
    }

    record Ask(Verb verb, int expected, int value) {
        @Override
        public String toString() {
            return switch (verb) {
                case READ -> "read";
                case WRITE -> "write " + value;
                case COMPARE_AND_SET -> "cas " + expected + " to " + value;
            };
        }
    }

    static Ask read() {
        return new Ask(Verb.READ, 0, 0);
    }

    static Ask write(int value) {
        return new Ask(Verb.WRITE, 0, value);
    }

    static Ask compareAndSet(int expected, int value) {
        return new Ask(Verb.COMPARE_AND_SET, expected, value);
    }

    /** A read answers the value, a write what it wrote, a compare-and-set 1 if it did and 0 if not. */
    static int answer(int state, Ask input) {
        return switch (input.verb) {
            case READ -> state;
            case WRITE -> input.value;
            case COMPARE_AND_SET -> state == input.expected ? 1 : 0;
        };
    }

    static Ask randomAsk(SimRandom random, int values) {
        return switch (random.nextInt(3)) {
            case 0 -> read();
            case 1 -> write(random.nextInt(values));
            default -> compareAndSet(random.nextInt(values), random.nextInt(values));
        };
    }

    /** Clients at a real register: each operation takes effect at one moment; some answers are lost on the way. */
    static void recordCorrectRun(
            History<Ask, Integer> history, SimRandom random, int clients, int operations, double lost) {
        int value = 0;
        int[] op = new int[clients];
        Ask[] asked = new Ask[clients];
        Integer[] answer = new Integer[clients];
        boolean[] busy = new boolean[clients];
        for (long now = 0; history.size() < operations; now++) {
            int client = random.nextInt(clients);
            if (!busy[client]) {
                asked[client] = randomAsk(random, 5);
                op[client] = history.invoke(client, asked[client], now);
                busy[client] = true;
            } else if (answer[client] == null) {
                answer[client] = answer(value, asked[client]);
                value = MODEL.stepUnseen(value, asked[client]);
            } else {
                if (random.chance(lost)) {
                    history.unknown(op[client]);
                } else {
                    history.ok(op[client], answer[client], now);
                }
                answer[client] = null;
                busy[client] = false;
            }
        }
    }
}
