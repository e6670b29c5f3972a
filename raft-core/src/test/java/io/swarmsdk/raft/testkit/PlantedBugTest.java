package io.swarmsdk.raft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.sim.InvariantViolation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The simulation is worth what it finds: each bug is planted around the real core and must be found, and the real core
 * must pass the very seeds that find it.
 */
class PlantedBugTest {

    private static final String STALE_READ = "a history that no single object explains";

    /** How a bug is looked for: with short election timeouts and little peace, so that leaders come and go. */
    private record Search(int seeds, Set<Fault> faults, Duration maxPeace, Duration maxThinkTime) {

        static final Search FOR_LOGS = new Search(60, Fault.all(), Duration.ofMillis(250), Duration.ofMillis(100));
        static final Search FOR_VOTES = new Search(
                100, EnumSet.of(Fault.CRASH, Fault.KILL, Fault.MESSAGES), Duration.ofMillis(60), Duration.ofSeconds(1));

        /** The promise that is broken with this seed; empty if none is. */
        String find(long seed, Mutation mutation) {
            RaftSimulation group = RaftSimulation.builder()
                    .nodes(5)
                    .electionTimeout(Duration.ofMillis(100))
                    .heartbeatInterval(Duration.ofMillis(20))
                    .seed(seed)
                    .mutation(mutation)
                    .build();
            RegisterWorkload clients =
                    RegisterWorkload.on(group).maxThinkTime(maxThinkTime).start();
            try {
                group.unleash(faults, maxPeace).runFor(Duration.ofSeconds(8));
            } catch (InvariantViolation violation) {
                assertThat(violation).hasMessageContaining("replay with seed " + seed);
                return violation.invariant();
            }
            return clients.verdict().isLinearizable() ? "" : STALE_READ;
        }

        void mustFind(Mutation mutation, String expected) {
            for (long seed = 1; seed <= seeds; seed++) {
                String found = find(seed, mutation);
                if (!found.isEmpty()) {
                    assertThat(found).isEqualTo(expected);
                    theRealCorePasses(seed);
                    return;
                }
            }
            throw new AssertionError(mutation + " was not found with " + seeds + " seeds");
        }

        private void theRealCorePasses(long lastSeed) {
            for (long seed = 1; seed <= lastSeed; seed++) {
                assertThat(find(seed, Mutation.NONE)).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void anAcknowledgementBeforeTheDiskIsFound() {
        Search.FOR_LOGS.mustFind(Mutation.ACKNOWLEDGE_BEFORE_DURABLE, Promise.SAYS_ONLY_WHAT_IS_DURABLE.text());
    }

    @Test
    void anEntryOfAnOlderTermCommittedByCountIsFound() {
        Search.FOR_LOGS.mustFind(Mutation.COMMIT_OLDER_TERM_BY_COUNT, Promise.COMMITTED_IS_DURABLE.text());
    }

    @Test
    void aVoteForgottenAtARestartIsFound() {
        Search.FOR_VOTES.mustFind(Mutation.FORGET_VOTE_AT_RESTART, Promise.ONE_VOTE_PER_TERM.text());
    }

    @Test
    void aFollowersCommitThatIsNotClampedIsFound() {
        Search.FOR_LOGS.mustFind(Mutation.FOLLOW_COMMIT_UNCLAMPED, Promise.STATE_MACHINE_SAFETY.text());
    }

    @Test
    void aReadThatAsksNobodyIsFound() {
        Search.FOR_LOGS.mustFind(Mutation.READ_WITHOUT_ASKING, STALE_READ);
    }
}
