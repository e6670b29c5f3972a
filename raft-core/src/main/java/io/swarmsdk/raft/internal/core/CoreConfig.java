package io.swarmsdk.raft.internal.core;

import java.util.List;

/**
 * The settings of a core. One that exists is valid.
 *
 * @param self this node's id, one of the voters
 * @param voters all voters, kept sorted
 * @param electionTimeoutNanos the shortest silence after which a follower campaigns; each wait is drawn from once to
 *     twice this. Also the time without a quorum after which a leader steps down
 * @param heartbeatNanos the time between two heartbeats, well below the election timeout
 * @param maxAppendBytes the size at which one append message is full
 * @param maxInflight append messages to one follower that may be unanswered
 * @param maxUncommittedBytes bytes of proposals that may wait for their commit
 * @param campaignAtStart campaign at once instead of waiting for an election timeout first
 */
public record CoreConfig(
        String self,
        List<String> voters,
        long electionTimeoutNanos,
        long heartbeatNanos,
        int maxAppendBytes,
        int maxInflight,
        long maxUncommittedBytes,
        boolean campaignAtStart) {

    /** Checks every setting; throws IllegalArgumentException naming the first bad one. */
    public CoreConfig {
        voters = voters.stream().sorted().toList();
        check(voters.contains(self), "self", self, "one of the voters " + voters);
        check(voters.stream().distinct().count() == voters.size(), "voters", voters, "no duplicates");
        check(heartbeatNanos > 0, "heartbeatNanos", heartbeatNanos, "> 0");
        check(
                electionTimeoutNanos >= 2 * heartbeatNanos,
                "electionTimeoutNanos",
                electionTimeoutNanos,
                ">= twice the heartbeat of " + heartbeatNanos);
        check(maxAppendBytes > 0, "maxAppendBytes", maxAppendBytes, "> 0");
        check(maxInflight > 0, "maxInflight", maxInflight, "> 0");
        check(maxUncommittedBytes > 0, "maxUncommittedBytes", maxUncommittedBytes, "> 0");
    }

    /** All voters but this node, sorted. */
    public List<String> peers() {
        return voters.stream().filter(voter -> !voter.equals(self)).toList();
    }

    /** Whether {@code id} is a voter other than this node. */
    public boolean isPeer(String id) {
        return !id.equals(self) && voters.contains(id);
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
