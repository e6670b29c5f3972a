package io.swarmsdk.raft.arch.planted.internal.core;

class ReadsClock {
    long now() {
        return System.nanoTime();
    }
}
