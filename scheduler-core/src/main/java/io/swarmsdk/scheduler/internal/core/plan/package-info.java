/**
 * What all control loops plan with: the view with what is pending on top ({@code Ledger}), one turn's decisions\n * ({@code Plan}), slots, the list of what is to be looked at, and when to wake up. Pure and single-threaded.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.plan;

import org.jspecify.annotations.NullMarked;
