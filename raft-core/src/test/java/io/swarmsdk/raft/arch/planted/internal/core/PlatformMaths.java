package io.swarmsdk.raft.arch.planted.internal.core;

class PlatformMaths {
    double rounds(int members) {
        return Math.log(members);
    }
}
