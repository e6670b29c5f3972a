/**
 * Membership, failure detection and replicated tables by gossip, for any JVM service.
 *
 * <p>Enter through {@link io.swarmsdk.gossip.Gossip#builder()}. Everything here may be called from any thread;
 * listeners are called in order on the callback executor and never on the protocol thread. The protocol itself lives
 * in {@code internal.core}, a pure state machine; {@code internal.shell} gives it a socket, a clock and a thread.
 */
@NullMarked
package io.swarmsdk.gossip;

import org.jspecify.annotations.NullMarked;
