package io.swarmsdk.scheduler.arch.planted;

import java.util.SplittableRandom;

final class DrawsSplittableRandom {
    final SplittableRandom it = new SplittableRandom(1);
}
