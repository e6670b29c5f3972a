/**
 * The gossip rules and nothing else: no sockets, clocks, threads or random sources.
 *
 * <p>Enter through {@link io.swarmsdk.gossip.internal.core.SwimCore}, which is told things (a message arrived, time is
 * now T, put this) and answers through {@link io.swarmsdk.gossip.internal.core.CoreEffects}. Inside it, {@code
 * Membership} owns the member records, {@code Prober} the failure detector, {@code Tables} the entries, {@code
 * AntiEntropy} the comparison of whole states, {@code Rumours} what is still to be spread; {@code SwimRules} are the
 * pure rules of precedence. One instance belongs to one caller thread.
 */
@NullMarked
package io.swarmsdk.gossip.internal.core;

import org.jspecify.annotations.NullMarked;
