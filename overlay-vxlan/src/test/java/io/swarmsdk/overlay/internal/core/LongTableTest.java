package io.swarmsdk.overlay.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTableTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAnOrdinaryMapAfterAnySequenceOfChanges(long seed) {
        Random random = new Random(seed);
        LongTable table = new LongTable();
        Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextInt(2000) * 0x1_0000_0001L;
            if (random.nextInt(3) == 0) {
                assertThat(table.remove(key)).isEqualTo(valueOf(model.remove(key)));
            } else {
                table.put(key, i);
                model.put(key, (long) i);
            }
            assertThat(table.size()).isEqualTo(model.size());
            long other = random.nextInt(2000) * 0x1_0000_0001L;
            assertThat(table.get(other)).isEqualTo(valueOf(model.get(other)));
        }
    }

    private static long valueOf(@Nullable Long value) {
        return value == null ? LongTable.MISSING : value;
    }

    @Test
    void holdsTheSmallestAndTheLargestKey() {
        LongTable table = new LongTable();
        table.put(0, 7);
        table.put(Long.MAX_VALUE, 8);

        assertThat(table.get(0)).isEqualTo(7);
        assertThat(table.get(Long.MAX_VALUE)).isEqualTo(8);
        assertThatThrownBy(() -> table.put(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.put(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void staysSmallThoughKeysComeAndGoForever() {
        LongTable table = new LongTable();
        for (long key = 0; key < 1_000_000; key++) {
            table.put(key, key);
            table.remove(key);
        }

        assertThat(table.size()).isZero();
        assertThat(table.slots()).isLessThanOrEqualTo(64);
    }

    @Test
    void readersBesideAWriterNeverSeeAnotherKeysValue() throws Exception {
        LongTable table = new LongTable();
        AtomicBoolean running = new AtomicBoolean(true);
        int keys = 500;
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Long>> found = new ArrayList<>();
            for (int r = 0; r < 2; r++) {
                Random random = new Random(r);
                found.add(readers.submit(() -> {
                    long hits = 0;
                    while (running.get()) {
                        long key = random.nextInt(keys);
                        long value = table.get(key);
                        if (value != LongTable.MISSING) {
                            hits++;
                            if (value % keys != key) {
                                throw new AssertionError("key " + key + " had value " + value);
                            }
                        }
                    }
                    return hits;
                }));
            }
            Random random = new Random(9);
            for (int i = 0; i < 300_000; i++) {
                long key = random.nextInt(keys);
                if (random.nextInt(4) == 0) {
                    table.remove(key);
                } else {
                    table.put(key, key + (long) keys * random.nextInt(1000));
                }
            }
            running.set(false);
            for (Future<Long> each : found) {
                assertThat(each.get()).isPositive();
            }
        } finally {
            running.set(false);
            readers.shutdownNow();
        }
    }
}
