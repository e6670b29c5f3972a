/**
 * The overlay as callers see it: a VXLAN tunnel endpoint ({@link io.swarmsdk.overlay.Vtep}), the entries that tell
 * it where every address of a virtual network lives ({@link io.swarmsdk.overlay.ForwardingControl}) and the ports
 * through which a JVM takes part in such a network ({@link io.swarmsdk.overlay.InProcessPort}).
 *
 * <p>Enter through {@link io.swarmsdk.overlay.Vtep#builder()}. Nothing here knows who decides where an address lives:
 * that is told by the caller, entry by entry, and never learned from traffic.
 */
@NullMarked
package io.swarmsdk.overlay;

import org.jspecify.annotations.NullMarked;
