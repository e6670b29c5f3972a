package io.swarmsdk.scheduler.arch.planted;

import java.io.ByteArrayOutputStream;

final class UsesStreamsOfBytes {
    final ByteArrayOutputStream it = new ByteArrayOutputStream();
}
