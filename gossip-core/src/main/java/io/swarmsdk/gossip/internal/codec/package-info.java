/**
 * Between messages and datagrams. {@link io.swarmsdk.gossip.internal.codec.WireCodec} is the only class that knows the
 * generated protobuf types; what comes out of it may still be nonsense, which the core checks, but is well-formed.
 */
@NullMarked
package io.swarmsdk.gossip.internal.codec;

import org.jspecify.annotations.NullMarked;
