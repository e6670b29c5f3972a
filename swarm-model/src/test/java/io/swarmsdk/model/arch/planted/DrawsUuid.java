package io.swarmsdk.model.arch.planted;

import java.util.UUID;

final class DrawsUuid {
    final UUID it = UUID.randomUUID();
}
