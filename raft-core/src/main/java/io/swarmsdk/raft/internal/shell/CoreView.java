package io.swarmsdk.raft.internal.shell;

import io.swarmsdk.raft.RaftRole;
import io.swarmsdk.raft.internal.core.RaftCore;
import io.swarmsdk.raft.internal.core.Role;
import org.jspecify.annotations.Nullable;

/** What other threads see of the core: a picture taken at the end of a turn. */
record CoreView(
        RaftRole role, long term, @Nullable String leader, long commitIndex, long lastIndex, long durableIndex) {
    static CoreView of(RaftCore core) {
        return new CoreView(
                toPublic(core.role()),
                core.term(),
                core.leader(),
                core.commitIndex(),
                core.lastIndex(),
                core.durableIndex());
    }

    /** The same log, but nobody's leader and nobody's follower any more. */
    CoreView ended() {
        return new CoreView(RaftRole.FOLLOWER, term, null, commitIndex, lastIndex, durableIndex);
    }

    private static RaftRole toPublic(Role role) {
        return switch (role) {
            case FOLLOWER -> RaftRole.FOLLOWER;
            case PRE_CANDIDATE -> RaftRole.PRE_CANDIDATE;
            case CANDIDATE -> RaftRole.CANDIDATE;
            case LEADER -> RaftRole.LEADER;
        };
    }
}
