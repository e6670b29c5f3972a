package io.swarmsdk.gossip.internal.core;

import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.CoreEffects.MemberChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What listeners are told when a member's record changes. Pure. */
final class MemberChanges {

    private MemberChanges() {}

    /** {@code before} is null for a member not known until now. */
    static List<MemberChange> between(@Nullable MemberNews before, MemberNews after) {
        List<MemberChange> changes = new ArrayList<>();
        boolean wasLive = before != null && before.isLive();
        if (after.isLive() && !wasLive) {
            changes.add(MemberChange.JOINED);
        }
        switch (after.state()) {
            case ALIVE -> {
                if (before != null && wasLive && isWorthTelling(before, after)) {
                    changes.add(MemberChange.UPDATED);
                }
            }
            case SUSPECT -> {
                if (before == null || before.state() != MemberState.SUSPECT) {
                    changes.add(MemberChange.SUSPECTED);
                }
            }
            case FAILED -> {
                if (wasLive) {
                    changes.add(MemberChange.FAILED);
                }
            }
            case LEFT -> {
                if (before != null && before.state() != MemberState.LEFT) {
                    changes.add(MemberChange.LEFT);
                }
            }
        }
        return changes;
    }

    private static boolean isWorthTelling(MemberNews before, MemberNews after) {
        return before.state() == MemberState.SUSPECT
                || before.epoch() != after.epoch()
                || !before.endpoint().equals(after.endpoint())
                || !Arrays.equals(before.metadata(), after.metadata());
    }
}
