package io.swarmsdk.node.arch.planted.internal.wire;

/** Internal. */
public class HiddenException extends Exception {
    private static final long serialVersionUID = 1;
}
