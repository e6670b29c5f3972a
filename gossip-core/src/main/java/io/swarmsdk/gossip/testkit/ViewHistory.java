package io.swarmsdk.gossip.testkit;

import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.EntryKey;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one run of one member has seen so far, to tell when its view goes back in time. */
final class ViewHistory {

    private Map<String, MemberNews> members = new TreeMap<>();
    private final Map<EntryKey, EntryNews> entries = new TreeMap<>();

    /** Epochs and incarnations only grow, and who has left an epoch stays gone from it. */
    Optional<String> checkMembers(List<MemberNews> now) {
        Map<String, MemberNews> next = new TreeMap<>();
        for (MemberNews member : now) {
            MemberNews before = members.get(member.name());
            next.put(member.name(), member);
            if (before == null || member.epoch() > before.epoch()) {
                continue;
            }
            boolean back = member.epoch() < before.epoch() || member.incarnation() < before.incarnation();
            boolean risen = before.state() == MemberState.LEFT && member.state() != MemberState.LEFT;
            if (back || risen) {
                return Optional.of(before + " became " + member);
            }
        }
        members = next;
        return Optional.empty();
    }

    /** A key's version only grows while its last owner is about; a dropped one starts over. */
    Optional<String> checkEntries(List<EntryNews> now) {
        for (EntryNews entry : now) {
            EntryNews before = entries.put(entry.id(), entry);
            if (before != null && older(entry, before) && !dropped(before)) {
                return Optional.of(before + " became " + entry);
            }
        }
        return Optional.empty();
    }

    private boolean dropped(EntryNews entry) {
        @Nullable MemberNews owner = members.get(entry.owner());
        return owner == null || owner.epoch() > entry.ownerEpoch() || owner.state() == MemberState.LEFT;
    }

    /** Stated again here, and not asked of the rules: a broken rule must not judge itself. */
    private static boolean older(EntryNews a, EntryNews b) {
        if (a.counter() != b.counter()) {
            return a.counter() < b.counter();
        }
        if (a.ownerEpoch() != b.ownerEpoch()) {
            return a.ownerEpoch() < b.ownerEpoch();
        }
        return a.owner().compareTo(b.owner()) < 0;
    }
}
