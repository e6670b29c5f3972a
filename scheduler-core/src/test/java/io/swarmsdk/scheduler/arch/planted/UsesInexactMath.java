package io.swarmsdk.scheduler.arch.planted;

final class UsesInexactMath {
    double it(double x) {
        return Math.log(x);
    }
}
