/**
 * Gives the core a UDP socket, a clock, a thread and an audience. One Netty event loop per member owns the core and
 * every mutable thing here that is not named otherwise; readers see published snapshots; callbacks leave through
 * bounded, ordered queues.
 */
@NullMarked
package io.swarmsdk.gossip.internal.shell;

import org.jspecify.annotations.NullMarked;
