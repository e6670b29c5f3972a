package io.swarmsdk.model.arch.planted;

final class UsesThread {
    Object it() {
        return Thread.currentThread();
    }
}
