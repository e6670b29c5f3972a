package io.swarmsdk.raft.arch.planted.internal.core;

import java.util.concurrent.locks.ReentrantLock;

class Concurrent {
    final ReentrantLock lock = new ReentrantLock();
}
