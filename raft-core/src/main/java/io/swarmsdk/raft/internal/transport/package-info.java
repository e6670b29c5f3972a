/**
 * Messages between nodes over TCP: one outgoing connection to each peer, a handshake before the first message, frames
 * with a length bound and a checksum. It may lose messages, and counts them; it never blocks its caller.
 *
 * <p>Enter through {@link io.swarmsdk.raft.internal.transport.TcpTransport}. The codec is the only class that knows both
 * the core's messages and their wire form.
 */
@NullMarked
package io.swarmsdk.raft.internal.transport;

import org.jspecify.annotations.NullMarked;
