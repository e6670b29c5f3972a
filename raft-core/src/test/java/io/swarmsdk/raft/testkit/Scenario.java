package io.swarmsdk.raft.testkit;

import io.swarmsdk.sim.SimRandom;
import java.time.Duration;
import java.util.Set;

/** A group, its limits and its clients, drawn from a seed, so that every seed is another kind of trouble. */
final class Scenario {

    final RaftSimulation group;
    final RegisterWorkload clients;

    private Scenario(RaftSimulation group, RegisterWorkload clients) {
        this.group = group;
        this.clients = clients;
    }

    static Scenario of(long seed, Mutation mutation) {
        SimRandom random = new SimRandom(seed * 31 + 7);
        RaftSimulation group = RaftSimulation.builder()
                .nodes(1 + random.nextInt(5))
                .seed(seed)
                .appendLimits(random.nextInt(2) == 0 ? 100 : 4096, 1 + random.nextInt(8))
                .clockDrift(random.nextDouble() * 0.4)
                .maxUncommittedBytes(random.nextInt(3) == 0 ? 500 : 1 << 20)
                .mutation(mutation)
                .build();
        RegisterWorkload clients = RegisterWorkload.on(group)
                .clients(2 + random.nextInt(10))
                .registers(4 + random.nextInt(8))
                .maxThinkTime(Duration.ofMillis(2 + random.nextInt(60)));
        return new Scenario(group, clients);
    }

    /** Clients and faults for so long, then peace until everybody agrees. */
    Scenario run(Set<Fault> faults, Duration duration) {
        clients.start();
        group.unleash(faults).runFor(duration);
        clients.stop();
        group.settle();
        return this;
    }
}
