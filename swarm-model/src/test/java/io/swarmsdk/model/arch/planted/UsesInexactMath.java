package io.swarmsdk.model.arch.planted;

final class UsesInexactMath {
    double it(double x) {
        return Math.log(x);
    }
}
