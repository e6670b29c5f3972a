package io.swarmsdk.scheduler.arch.planted;

import java.util.UUID;

final class DrawsUuid {
    final UUID it = UUID.randomUUID();
}
