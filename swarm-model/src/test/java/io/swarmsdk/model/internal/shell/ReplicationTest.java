package io.swarmsdk.model.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.fixture.RandomNouns;
import io.swarmsdk.model.internal.codec.ModelCodec;
import io.swarmsdk.model.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationTest {
    /** One replica applies one by one, one in batches of any size, one begins from a snapshot on the way. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void replicasToldTheSameEntriesAnswerAndHoldTheSameBytes(long seed) {
        var nouns = new RandomNouns(seed);
        var first = replica();
        var second = replica();
        var third = replica();
        var waiting = new ArrayList<LogEntry>();
        var answered = new ArrayList<byte[]>();
        for (int step = 1; step <= 300; step++) {
            var changes = nouns.changeSet((kind, id) ->
                    first.view().object(kind, id).map(o -> o.meta().version()).orElse(0L));
            var entry = new LogEntry(step * 2L, 1 + step / 110, ModelCodec.encode(changes));
            var reply = first.apply(List.of(entry));
            waiting.add(entry);
            answered.addAll(reply);
            if (step == 150) {
                third.restore(first.snapshot().encode());
            } else if (step > 150) {
                assertThat(third.apply(List.of(entry)).get(0)).isEqualTo(reply.get(0));
            }
            if (nouns.below(12) == 0 || step == 300) {
                var replies = second.apply(waiting);
                for (int i = 0; i < replies.size(); i++) {
                    assertThat(replies.get(i)).isEqualTo(answered.get(i));
                }
                waiting.clear();
                answered.clear();
                assertThat(second.snapshot().encode())
                        .isEqualTo(first.snapshot().encode());
            }
        }
        assertThat(third.snapshot().encode()).isEqualTo(first.snapshot().encode());
        assertThat(first.snapshot().index()).isEqualTo(600);
        assertThat(first.snapshot().term()).isEqualTo(3);
    }

    @Test
    void aSnapshotHoldsItsStateWhileTheReplicaGoesOn() {
        var nouns = new RandomNouns(9);
        var replica = replica();
        replica.apply(List.of(entry(nouns, 1)));
        var held = replica.snapshot();
        byte[] then = held.encode();
        for (int index = 2; index < 50; index++) {
            replica.apply(List.of(entry(nouns, index)));
        }
        assertThat(held.encode()).isEqualTo(then);
        assertThat(replica.snapshot().encode()).isNotEqualTo(then);
    }

    private static LogEntry entry(RandomNouns nouns, int index) {
        return new LogEntry(index, 1, ModelCodec.encode(nouns.changeSet((kind, id) -> 0)));
    }

    private static StoreApplier replica() {
        return new StoreApplier("r", new Watches(64, Runnable::run), new LeadershipEvents(Runnable::run));
    }
}
