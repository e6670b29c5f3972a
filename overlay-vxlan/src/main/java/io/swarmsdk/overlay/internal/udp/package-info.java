/**
 * The shell around the virtual switch: one Netty event loop with one UDP socket, the ports' callbacks, and the book
 * that numbers tunnel endpoints. Decides nothing about a frame.
 *
 * <p>Enter through {@link io.swarmsdk.overlay.internal.udp.VtepShell}. The event loop owns the switch and every
 * endpoint core; the tables are written under the shell's lock and read by the loop without one.
 */
@NullMarked
package io.swarmsdk.overlay.internal.udp;

import org.jspecify.annotations.NullMarked;
