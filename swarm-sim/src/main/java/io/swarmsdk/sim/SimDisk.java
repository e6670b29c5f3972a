package io.swarmsdk.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One node's disk: named files, each with a buffered image (what a read sees) and a durable one (what a power cut
 * leaves, at least).
 *
 * <p>Changes go to the buffered image at once; {@link #sync} makes them durable after some virtual time. A
 * {@link #crash} keeps all that was synced, and of each file's later changes a random first part: all, none, or up to
 * some byte. Files are independent of each other, so a younger file may survive where an older one did not. Appends can
 * tear anywhere; truncation, deletion and {@link #replace} (write aside, then rename) happen or do not.
 *
 * <p>Single-threaded, like its {@link World}. Outlives the crashes of its node: keep the object, restart the node on it.
 */
public final class SimDisk {
    private final World world;
    private final String name;
    private final Map<String, DiskFile> files = new LinkedHashMap<>();
    private final List<Timer> timers = new ArrayList<>();
    private DelayRange writeDelay = new DelayRange(100_000, 1_000_000);
    private long stalledUntilNanos;
    private boolean stalled;
    private boolean failNextSync;

    /** An empty disk; {@code name} is for the trace. A sync takes 0.1 to 1 ms until {@link #writeDelay} says otherwise. */
    public SimDisk(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** How long a sync takes, uniform between the two. */
    public SimDisk writeDelay(Duration min, Duration max) {
        this.writeDelay = DelayRange.of(min, max);
        return this;
    }

    /** Adds bytes at the end of a file, which comes into being if it is not there. */
    public void append(String file, byte[] bytes) {
        open(file).append(bytes);
    }

    /** Cuts a file to {@code size} bytes; a shorter file stays as it is. */
    public void truncate(String file, long size) {
        Checks.that(size >= 0 && size <= Integer.MAX_VALUE, "size: %s (expected: 0 to 2^31 - 1)", size);
        open(file).truncate(size);
    }

    /** Gives a file new content, all or nothing, as writing a temporary file and renaming it does. */
    public void replace(String file, byte[] bytes) {
        open(file).replace(bytes);
    }

    /** Removes a file; until a {@link #sync} of its name has completed, a crash may bring it back. */
    public void delete(String file) {
        open(file).delete();
    }

    /**
     * Makes durable what was done to the file before this call, and then runs one of the two callbacks from a later
     * event. Syncs of one file complete in the order of their calls; a crash before that means neither callback runs.
     */
    public void sync(String file, Runnable onDurable, Consumer<String> onFailure) {
        DiskFile target = open(file);
        long now = world.nowNanos();
        long wait = writeDelay.sample(world.random());
        if (!target.pending.isEmpty()) {
            wait = Math.max(wait, target.lastDueNanos - now);
        }
        target.lastDueNanos = now + wait;
        target.pending.add(new DiskFile.PendingSync(target.end(), failNextSync, onDurable, onFailure));
        failNextSync = false;
        completeLater(file, target, wait);
    }

    /**
     * The power goes: what was not synced is lost in part or whole, pending syncs never complete, a stall and an armed
     * failure are forgotten. What is left is durable.
     */
    public void crash() {
        kill();
        files.values().forEach(file -> file.crash(world.random()));
        files.values().removeIf(file -> !file.exists());
        world.trace("disk " + name + " crash " + sizes());
    }

    /**
     * Only the process dies, as by {@code kill -9}: pending syncs never complete, but the buffered images stay, still
     * not durable.
     */
    public void kill() {
        timers.forEach(Timer::cancel);
        timers.clear();
        files.values().forEach(file -> file.pending.clear());
        stalled = false;
        failNextSync = false;
    }

    /** The buffered image; empty if the file does not exist. A copy. */
    public byte[] read(String file) {
        return peek(file).read();
    }

    /** The durable image; empty if the file does not exist. A copy. */
    public byte[] durable(String file) {
        return peek(file).durable();
    }

    /** Bytes in the buffered image, without the copy that {@link #read} makes. */
    public long size(String file) {
        return peek(file).size();
    }

    /** Bytes in the durable image, without the copy that {@link #durable} makes. */
    public long durableSize(String file) {
        return peek(file).durableSize();
    }

    /** Whether a read would find the file; an empty file exists. */
    public boolean exists(String file) {
        return peek(file).exists();
    }

    /** Names of the files that a directory listing would show, in the order of first use. */
    public List<String> files() {
        List<String> names = new ArrayList<>();
        files.forEach((file, state) -> {
            if (state.exists()) {
                names.add(file);
            }
        });
        return names;
    }

    /**
     * The next {@link #sync} fails. As on Linux the error is told once: the pages count as clean afterwards, so a later
     * sync of that file claims success while nothing of it reaches the medium until the next crash.
     */
    public void failNextSync() {
        failNextSync = true;
        world.trace("disk " + name + " will fail a sync");
    }

    /** No sync completes for so long, those under way included. */
    public void stall(Duration duration) {
        long until = world.nowNanos() + Checks.notNegative(duration, "duration");
        if (!stalled || until - stalledUntilNanos > 0) {
            stalledUntilNanos = until;
        }
        stalled = true;
        world.trace("disk " + name + " stalls for " + duration);
    }

    /** Bit rot: turns one bit of the durable image over; reads see it as well. Bit 0 is the lowest of the first byte. */
    public void flipBit(String file, long bitIndex) {
        long bits = durableSize(file) * 8;
        Checks.that(bitIndex >= 0 && bitIndex < bits, "bitIndex: %s (expected: 0 to %s)", bitIndex, bits - 1);
        peek(file).flipDurableBit(bitIndex);
        world.trace("disk " + name + " rots " + file + " at bit " + bitIndex);
    }

    private void completeLater(String file, DiskFile target, long delayNanos) {
        var slot = new Timer[1];
        slot[0] = world.schedule(delayNanos, "disk " + name + " sync " + file, () -> {
            timers.remove(slot[0]);
            completeOldest(file, target);
        });
        timers.add(slot[0]);
    }

    /** Takes the oldest sync of the file whichever event came: so a stall delays, but never reorders. */
    private void completeOldest(String file, DiskFile target) {
        long wait = stalled ? stalledUntilNanos - world.nowNanos() : 0;
        if (wait > 0) {
            completeLater(file, target, wait);
            return;
        }
        stalled = false;
        DiskFile.PendingSync sync = target.pending.remove();
        if (sync.fails()) {
            target.freeze();
            sync.onFailure().accept("disk " + name + ": sync of " + file + " failed (simulated I/O error)");
        } else {
            target.persist(sync.upTo());
            sync.onDurable().run();
        }
    }

    private DiskFile open(String file) {
        return files.computeIfAbsent(file, absent -> new DiskFile());
    }

    private DiskFile peek(String file) {
        DiskFile found = files.get(file);
        return found == null ? new DiskFile() : found;
    }

    private String sizes() {
        var text = new StringBuilder();
        files.forEach((file, state) ->
                text.append(file).append('=').append(state.size()).append(' '));
        return text.toString().trim();
    }
}
