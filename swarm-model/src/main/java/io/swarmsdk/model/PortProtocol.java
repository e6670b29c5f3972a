package io.swarmsdk.model;

/** Transport of a published port. */
public enum PortProtocol {
    /** RFC 9293. */
    TCP,
    /** RFC 768. */
    UDP
}
