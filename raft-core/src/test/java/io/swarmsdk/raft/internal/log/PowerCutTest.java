package io.swarmsdk.raft.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.raft.RaftException;
import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random writes, and the power cut at a random operation. Whatever sectors made it to the disk, the log that is found is
 * the one of the last durable write, with at most some first records of the write under way, and nothing else.
 */
class PowerCutTest {
    private static final int RUNS = Integer.getInteger("swarm.sim.seeds", 8);

    /** A log as it should be after some record. */
    private record Model(HardState hardState, List<LogEntry> entries) {
        Model with(AppendBatch batch, List<Model> steps) {
            Model now = this;
            if (batch.hardState() != null) {
                now = new Model(batch.hardState(), entries);
                steps.add(now);
            }
            List<LogEntry> log = new ArrayList<>(now.entries);
            if (batch.truncateFrom() != AppendBatch.NO_TRUNCATION) {
                log = new ArrayList<>(log.subList(0, (int) batch.truncateFrom() - 1));
                now = new Model(now.hardState, List.copyOf(log));
                steps.add(now);
            }
            for (LogEntry entry : batch.entries()) {
                log.add(entry);
                now = new Model(now.hardState, List.copyOf(log));
                steps.add(now);
            }
            return now;
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seeds from {0}")
    @ValueSource(longs = {1, 1_000, 2_000})
    void findsWhatWasDurableAndAtMostTheStartOfTheWriteUnderWay(long firstSeed) throws IOException {
        for (long seed = firstSeed; seed < firstSeed + RUNS; seed++) {
            var random = new Random(seed);
            Path log = directory.resolve("seed-" + seed);
            Model durable = new Model(HardState.initial(), List.of());
            for (int life = 0; life < 3; life++) {
                durable = live(log, durable, random, "seed " + seed + ", life " + life);
            }
        }
    }

    private static Model live(Path directory, Model recovered, Random random, String name) throws IOException {
        var disk = new FaultyDisk();
        Model durable = recovered;
        List<Model> allowed = new ArrayList<>(List.of(durable));
        if (random.nextInt(3) == 0) {
            disk.cutPowerAfter(random.nextInt(60));
        } else {
            disk.cutPowerAtForce(2 + random.nextInt(20));
        }
        try (var log = new LogFixture(directory, disk)) {
            while (true) {
                List<AppendBatch> group = new ArrayList<>();
                allowed = new ArrayList<>(List.of(durable));
                Model next = durable;
                for (int i = random.nextInt(3); i >= 0; i--) {
                    AppendBatch batch = randomBatch(next, random);
                    group.add(batch);
                    next = next.with(batch, allowed);
                }
                log.writeTogether(group.toArray(new AppendBatch[0]));
                durable = next;
            }
        } catch (RaftException powerCut) {
            disk.losePower(random);
        }
        try (var log = new LogFixture(directory)) {
            Model found = new Model(log.log().recoveredState(), log.entries());
            assertThat(allowed).as(name).contains(found);
            return found;
        }
    }

    private static AppendBatch randomBatch(Model before, Random random) {
        HardState hardState = random.nextInt(4) == 0 || before.hardState().term() == 0
                ? new HardState(before.hardState().term() + 1, random.nextBoolean() ? "b" : null)
                : null;
        long term = hardState == null ? before.hardState().term() : hardState.term();
        int size = before.entries().size();
        long truncateFrom = size > 0 && random.nextInt(5) == 0 ? 1 + random.nextInt(size) : AppendBatch.NO_TRUNCATION;
        long next = truncateFrom == AppendBatch.NO_TRUNCATION ? size + 1 : truncateFrom;
        List<LogEntry> entries = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(2000)];
            random.nextBytes(payload);
            entries.add(LogEntry.command(next++, term, payload));
        }
        return new AppendBatch(hardState, truncateFrom, entries);
    }
}
