package io.swarmsdk.scheduler.arch.planted;

final class UsesThread {
    Object it() {
        return Thread.currentThread();
    }
}
