package io.swarmsdk.gossip.internal.core;

import java.util.TreeSet;

/** One suspicion's clock: starts long, and shortens with each further accuser (Lifeguard, LHA-Suspicion). */
final class Suspicion {

    private static final int CONFIRMATIONS = 2;

    private final TreeSet<String> accusers = new TreeSet<>();
    private final int wanted;
    private final long minNanos;
    private final long maxNanos;
    private long startNanos;
    private String lastAccuser;

    Suspicion(String accuser, int members, CoreConfig config, long nowNanos) {
        wanted = Math.max(0, Math.min(CONFIRMATIONS, members - 2)); // the suspect and the first accuser do not count
        minNanos = minNanos(members, config.suspicionFactor, config.probeIntervalNanos);
        maxNanos = minNanos * config.suspicionMaxFactor;
        startNanos = nowNanos;
        lastAccuser = accuser;
        accusers.add(accuser);
    }

    /** True if this accuser is new and still makes a difference. */
    boolean confirm(String accuser) {
        if (accuser.isEmpty() || accusers.size() > wanted || !accusers.add(accuser)) {
            return false;
        }
        lastAccuser = accuser;
        return true;
    }

    /** Gives the suspect time back that this process spent stopped. */
    void forgive(long nanos) {
        startNanos += nanos;
    }

    long deadlineNanos() {
        return startNanos + timeoutNanos(accusers.size() - 1, wanted, minNanos, maxNanos);
    }

    String lastAccuser() {
        return lastAccuser;
    }

    /** max - (max - min) x log(confirmations + 1) / log(wanted + 1), never below min. */
    static long timeoutNanos(int confirmations, int wanted, long minNanos, long maxNanos) {
        if (confirmations >= wanted) {
            return minNanos;
        }
        double share = StrictMath.log(confirmations + 1.0) / StrictMath.log(wanted + 1.0);
        return Math.max(minNanos, maxNanos - (long) ((maxNanos - minNanos) * share));
    }

    static long minNanos(int members, int factor, long probeIntervalNanos) {
        double scale = Math.max(1.0, StrictMath.log10(Math.max(1, members)));
        return (long) (factor * scale * probeIntervalNanos);
    }
}
