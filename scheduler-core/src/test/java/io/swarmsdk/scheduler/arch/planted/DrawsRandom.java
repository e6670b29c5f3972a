package io.swarmsdk.scheduler.arch.planted;

import java.util.Random;

final class DrawsRandom {
    final Random it = new Random(1);
}
