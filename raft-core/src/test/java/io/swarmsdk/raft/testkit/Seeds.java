package io.swarmsdk.raft.testkit;

import java.util.stream.LongStream;

/** The seeds of a simulation test: a fixed number in the build, {@code -Dswarm.sim.seeds=N} for a long run. */
final class Seeds {

    private Seeds() {}

    static LongStream first(int inTheBuild) {
        return LongStream.rangeClosed(1, Integer.getInteger("swarm.sim.seeds", inTheBuild));
    }
}
