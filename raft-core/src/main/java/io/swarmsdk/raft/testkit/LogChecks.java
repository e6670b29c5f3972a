package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.internal.core.AppendBatch;
import io.swarmsdk.raft.internal.core.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Promises about logs, over the whole history of a group: remembers every (index, term) that ever stood in a log, and
 * every entry that was ever committed. All checks cost the same however long the history is.
 */
final class LogChecks {

    private record Position(long index, long term) {}

    private record Committed(LogEntry entry, long chain, long inTerm) {}

    private final Violations violations;
    private final int majority;
    private final Map<Position, Long> chains = new HashMap<>(); // looked up only, never iterated
    private final List<Committed> committed = new ArrayList<>();
    private final Map<Long, String> leaders = new TreeMap<>();

    LogChecks(Violations violations, int voters) {
        this.violations = violations;
        this.majority = voters / 2 + 1;
    }

    void appended(String node, boolean leads, AppendBatch batch, LogImage memory) {
        boolean truncates = batch.truncateFrom() != AppendBatch.NO_TRUNCATION;
        violations.require(!(leads && truncates), Promise.LEADER_APPENDS_ONLY, "%s dropped %s", node, batch);
        for (LogEntry entry : batch.entries()) {
            long chain = memory.chainAt(entry.index());
            Long known = chains.putIfAbsent(new Position(entry.index(), entry.term()), chain);
            violations.require(
                    known == null || known == chain,
                    Promise.LOG_MATCHING,
                    "%s has another log below %s than was seen before",
                    node,
                    entry);
        }
    }

    void elected(String node, long term, LogImage memory) {
        String other = leaders.putIfAbsent(term, node);
        violations.require(other == null, Promise.ONE_LEADER_PER_TERM, "%s and %s in term %d", other, node, term);
        int i = committed.size();
        while (i > 0 && committed.get(i - 1).inTerm >= term) {
            i--;
        }
        if (i > 0) {
            Committed last = committed.get(i - 1);
            violations.require(
                    memory.holds(i, last.chain),
                    Promise.LEADER_COMPLETENESS,
                    "%s leads term %d without %s, committed in term %d",
                    node,
                    term,
                    last.entry,
                    last.inTerm);
        }
    }

    /** The commit index of a node has risen to {@code to}. */
    void committed(String node, boolean leads, long term, long to, LogImage memory, Collection<LogImage> disks) {
        if (to <= committed.size()) {
            Committed known = committed.get((int) to - 1);
            violations.require(
                    memory.holds(to, known.chain),
                    Promise.STATE_MACHINE_SAFETY,
                    "%s commits %s where %s was committed",
                    node,
                    memory.entry(to),
                    known.entry);
            return;
        }
        violations.require(
                leads, Promise.STATE_MACHINE_SAFETY, "%s commits %s, which no leader has", node, memory.entry(to));
        long chain = memory.chainAt(to);
        long holders = disks.stream().filter(disk -> disk.holds(to, chain)).count();
        violations.require(
                memory.termAt(to) == term && holders >= majority,
                Promise.COMMITTED_IS_DURABLE,
                "%s, leader of term %d, commits %s, durable on %d nodes",
                node,
                term,
                memory.entry(to),
                holders);
        violations.require(
                memory.holds(committed.size(), chainOfCommitted()),
                Promise.STATE_MACHINE_SAFETY,
                "%s commits %s over another history",
                node,
                memory.entry(to));
        for (long index = committed.size() + 1L; index <= to; index++) {
            committed.add(new Committed(memory.entry(index), memory.chainAt(index), term));
        }
    }

    void applied(String node, LogEntry entry) {
        boolean same = entry.index() <= committed.size()
                && committed.get((int) entry.index() - 1).entry.equals(entry);
        violations.require(same, Promise.STATE_MACHINE_SAFETY, "%s applies %s, not committed", node, entry);
    }

    /** A client was told that {@code command} stands at {@code index}. */
    void acknowledged(long index, byte[] command) {
        boolean same = index <= committed.size()
                && Arrays.equals(committed.get((int) index - 1).entry.payload(), command);
        violations.require(same, Promise.ACKNOWLEDGED_IS_COMMITTED, "index %d", index);
    }

    long committedEntries() {
        return committed.size();
    }

    private long chainOfCommitted() {
        return committed.isEmpty() ? 0 : committed.get(committed.size() - 1).chain;
    }
}
