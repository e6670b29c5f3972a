package io.swarmsdk.model.arch.planted;

import java.nio.file.Path;

final class UsesFiles {
    final Path it = Path.of(".");
}
