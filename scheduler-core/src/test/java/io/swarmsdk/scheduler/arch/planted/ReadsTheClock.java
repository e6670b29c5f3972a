package io.swarmsdk.scheduler.arch.planted;

final class ReadsTheClock {
    long it() {
        return System.nanoTime();
    }
}
