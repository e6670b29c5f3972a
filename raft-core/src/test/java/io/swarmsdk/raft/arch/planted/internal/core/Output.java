package io.swarmsdk.raft.arch.planted.internal.core;

import java.nio.file.Files;
import java.nio.file.Path;

class Output {
    boolean there() {
        return Files.exists(Path.of("x"));
    }
}
