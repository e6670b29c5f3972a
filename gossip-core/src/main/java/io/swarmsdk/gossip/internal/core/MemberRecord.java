package io.swarmsdk.gossip.internal.core;

import org.jspecify.annotations.Nullable;

/** One member as held here; owned by {@link Membership}. */
final class MemberRecord {

    MemberNews news;
    long sinceNanos; // of the present state

    @Nullable
    Suspicion suspicion; // present exactly while SUSPECT

    MemberRecord(MemberNews news, long sinceNanos) {
        this.news = news;
        this.sinceNanos = sinceNanos;
    }

    String name() {
        return news.name();
    }

    boolean isLive() {
        return news.isLive();
    }
}
