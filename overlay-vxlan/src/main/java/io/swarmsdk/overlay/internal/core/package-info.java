/**
 * The overlay's rules and nothing else: the VXLAN header, the forwarding tables, the virtual switch and the small IPv4
 * host behind an in-process port. No sockets, threads, clocks or Netty.
 *
 * <p>Enter through {@link io.swarmsdk.overlay.internal.core.VirtualSwitch} (frames in, effects out) and
 * {@link io.swarmsdk.overlay.internal.core.EndpointCore}. One instance of each belongs to one event loop. The tables
 * under {@link io.swarmsdk.overlay.internal.core.Segments} have one writer at a time and any number of readers.
 * Frames are {@link io.swarmsdk.overlay.internal.core.FrameBuffer}s with an offset and a length; nothing is allocated
 * for a frame that passes through the switch.
 */
@NullMarked
package io.swarmsdk.overlay.internal.core;

import org.jspecify.annotations.NullMarked;
