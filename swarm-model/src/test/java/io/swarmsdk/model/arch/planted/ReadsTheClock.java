package io.swarmsdk.model.arch.planted;

final class ReadsTheClock {
    long it() {
        return System.nanoTime();
    }
}
