package io.swarmsdk.gossip.internal.core;

/** How much this member distrusts itself (Lifeguard, local health): 0 is well, and stretches nothing. */
final class Health {

    static final int WORST = 7;

    private int score;

    void worse(int by) {
        score = Math.min(WORST, score + Math.max(0, by));
    }

    void better() {
        score = Math.max(0, score - 1);
    }

    int score() {
        return score;
    }

    long stretch(long nanos) {
        return nanos * (score + 1);
    }
}
