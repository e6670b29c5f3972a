package io.swarmsdk.raft.arch.planted.internal.core;

import org.slf4j.Logger;

class Framework {
    void tell(Logger log) {
        log.info("hello");
    }
}
