package io.swarmsdk.scheduler.arch.planted;

import java.nio.file.Path;

final class UsesFiles {
    final Path it = Path.of(".");
}
