package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.sim.SimDisk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A node's log file. Writes like the real disk thread does: while one sync is under way the following batches gather,
 * and share the next one. Knows what is certainly durable, apart from what the file happens to hold.
 */
final class NodeDisk {

    private static final String FILE = "raft.log";

    private record Write(long token, AppendBatch batch) {}

    private final SimDisk disk;
    private final List<Write> gathered = new ArrayList<>();
    private final List<Write> inFlight = new ArrayList<>();
    private LogImage durable = new LogImage();
    private long lowestLostTruncation = Long.MAX_VALUE;
    private boolean suspect;

    NodeDisk(SimDisk disk) {
        this.disk = disk;
    }

    /** What a sync has confirmed, or a recovery has found and confirmed. */
    LogImage durable() {
        return durable;
    }

    void stall(Duration duration) {
        disk.stall(duration);
    }

    void failNextSync() {
        suspect = true;
        disk.failNextSync();
    }

    /** Whether a sync has failed or will: what this disk says is worth nothing before the machine starts anew. */
    boolean suspect() {
        return suspect;
    }

    /**
     * Reads the file, cuts a torn tail off, and makes sure that what is left is durable before handing it out; after a
     * crash of the process alone it might not have been.
     */
    void recover(Consumer<LogImage> onRecovered, Consumer<String> onFailure) {
        LogCodec.Decoded decoded = LogCodec.decode(disk.read(FILE));
        LogImage found = decoded.image();
        if (!mayFollowDurable(found)) {
            throw new IllegalStateException("the disk forgot what was durable: hard state " + durable.hardState()
                    + " and " + durable.lastIndex() + " entries became " + found.hardState() + " and "
                    + found.lastIndex());
        }
        disk.truncate(FILE, decoded.validBytes());
        disk.sync(
                FILE,
                () -> {
                    durable = found.copy();
                    lowestLostTruncation = Long.MAX_VALUE;
                    onRecovered.accept(found);
                },
                onFailure);
    }

    /** Writes a batch; {@code onDurable} gets the last token of each sync. */
    void write(long token, AppendBatch batch, LongConsumer onDurable, Consumer<String> onFailure) {
        gathered.add(new Write(token, batch));
        if (inFlight.isEmpty()) {
            syncGathered(onDurable, onFailure);
        }
    }

    private void syncGathered(LongConsumer onDurable, Consumer<String> onFailure) {
        inFlight.addAll(gathered);
        gathered.clear();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        inFlight.forEach(write -> LogCodec.encode(write.batch, bytes));
        disk.append(FILE, bytes.toByteArray());
        disk.sync(FILE, () -> synced(onDurable, onFailure), onFailure);
    }

    private void synced(LongConsumer onDurable, Consumer<String> onFailure) {
        inFlight.forEach(write -> durable.apply(write.batch));
        long token = inFlight.get(inFlight.size() - 1).token;
        inFlight.clear();
        if (!gathered.isEmpty()) {
            syncGathered(onDurable, onFailure);
        }
        onDurable.accept(token);
    }

    /** The power fails: what was not synced is lost in part or whole. */
    void crash() {
        forgetWrites();
        suspect = false;
        disk.crash();
    }

    /**
     * The process dies, the machine does not. After a failed sync that is not enough: the page cache holds what the
     * medium never will and calls it clean, so a new process could not tell. Then the machine goes down too.
     */
    void kill() {
        if (suspect) {
            crash();
            return;
        }
        forgetWrites();
        disk.kill();
    }

    /** Batches that were under way may have survived, and then have truncated; nothing else may be gone. */
    private boolean mayFollowDurable(LogImage found) {
        long mustHold = Math.min(durable.lastIndex(), lowestLostTruncation - 1);
        String vote = durable.hardState().votedFor();
        boolean voteKept = vote == null
                || found.hardState().term() > durable.hardState().term()
                || vote.equals(found.hardState().votedFor());
        return voteKept
                && found.hardState().term() >= durable.hardState().term()
                && found.holds(mustHold, durable.chainAt(mustHold));
    }

    private void forgetWrites() {
        for (List<Write> writes : List.of(inFlight, gathered)) {
            for (Write write : writes) {
                long from = write.batch.truncateFrom();
                if (from != AppendBatch.NO_TRUNCATION) {
                    lowestLostTruncation = Math.min(lowestLostTruncation, from);
                }
            }
            writes.clear();
        }
    }
}
