package io.swarmsdk.node.arch.planted.front;

import io.swarmsdk.node.arch.planted.internal.wire.Hidden;

/** Not public: allowed. */
final class NotExported {
    public Hidden seen() {
        return new Hidden();
    }
}
