package io.swarmsdk.raft.internal.log;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.HardState;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Appends for ever, and says which index is durable. Meant to be killed. */
public final class AppendingProcess {
    static final LogIdentity IDENTITY = new LogIdentity("kill", "a");
    static final LogOptions OPTIONS = new LogOptions(256 << 10, 16 << 10);

    private AppendingProcess() {}

    static LogEntry entry(long index, long term) {
        byte[] payload = ("entry " + index + " ")
                .repeat(1 + new Random(index).nextInt(100))
                .getBytes(StandardCharsets.UTF_8);
        return LogEntry.command(index, term, payload);
    }

    /** Argument: the directory. */
    public static void main(String[] arguments) {
        SegmentedLog log = SegmentedLog.open(Path.of(arguments[0]), IDENTITY, OPTIONS);
        long term = log.recoveredState().term() + 1;
        long token = 0;
        var random = new Random(term);
        var hardState = new HardState(term, "a");
        while (true) {
            List<LogEntry> entries = new ArrayList<>();
            long next = log.lastIndex() + 1;
            for (int i = random.nextInt(20); i >= 0; i--) {
                entries.add(entry(next++, term));
            }
            var batch = new StagedBatch(
                    ++token, new AppendBatch(token == 1 ? hardState : null, AppendBatch.NO_TRUNCATION, entries));
            log.stage(batch);
            log.write(List.of(batch));
            System.out.println("durable " + log.lastIndex() + " ."); // with an end, so that half a line is seen as such
        }
    }
}
