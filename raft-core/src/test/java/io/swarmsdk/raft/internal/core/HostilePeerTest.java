package io.swarmsdk.raft.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.internal.core.RaftMessage.AppendRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.AppendResponse;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteRequest;
import io.swarmsdk.raft.internal.core.RaftMessage.VoteResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostilePeerTest {

    private static final long[] EXTREMES = {Long.MIN_VALUE, -1, 0, 1, 2, 3, 5, 8, 1L << 60, Long.MAX_VALUE};

    @Test
    void noMessageWhateverItSaysMakesTheCoreThrowOrForgetWhatIsCommitted() {
        int stopped = 0;
        for (int seed = 0; seed < 300; seed++) {
            var random = new CoreRandom(seed);
            var node = CoreDriver.of("a", "b", "c").limits(64, 2, 500);
            if (seed % 2 == 0) {
                node.recovered(3, 1, 1, 2, 3);
            } else {
                node.establishedLeader();
            }
            long commit = 0;
            for (int i = 0; i < 200; i++) {
                node.receive(random.below(8) == 0 ? "stranger" : "b", message(random));
                if (random.below(5) == 0) {
                    node.timeout();
                }
                node.propose(i);
                node.read(i);
                assertThat(node.core.commitIndex()).isGreaterThanOrEqualTo(commit);
                commit = node.core.commitIndex();
            }
            stopped += node.fatal == null ? 0 : 1;
        }
        assertThat(stopped).as("cores that met a contradiction and stopped").isBetween(1, 299);
    }

    private static RaftMessage message(CoreRandom random) {
        return switch ((int) random.below(4)) {
            case 0 -> new VoteRequest(number(random), number(random), number(random), random.below(2) == 0);
            case 1 -> new VoteResponse(number(random), random.below(2) == 0, random.below(2) == 0);
            case 2 ->
                new AppendRequest(
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        entries(random));
            default ->
                new AppendResponse(
                        number(random),
                        random.below(2) == 0,
                        number(random),
                        number(random),
                        number(random),
                        number(random));
        };
    }

    private static long number(CoreRandom random) {
        return random.below(3) == 0 ? EXTREMES[(int) random.below(EXTREMES.length)] : random.below(8);
    }

    private static List<LogEntry> entries(CoreRandom random) {
        List<LogEntry> entries = new ArrayList<>();
        long index = number(random);
        for (long i = random.below(4); i > 0; i--) {
            entries.add(LogEntry.command(random.below(9) == 0 ? number(random) : index++, number(random), new byte[3]));
        }
        return entries;
    }
}
