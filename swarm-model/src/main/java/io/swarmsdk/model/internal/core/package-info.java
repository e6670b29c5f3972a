/**
 * The rules of the state store and nothing else: what a change set does to a state, and which states there are.
 *
 * <p>Enter through {@link io.swarmsdk.model.internal.core.StoreCore#apply}. A
 * {@link io.swarmsdk.model.internal.core.StoreState} is a persistent (immutable, structurally shared) value; a
 * {@link io.swarmsdk.model.internal.core.StateEditor} makes the next from it. No threads, clocks, bytes or hash order:
 * the same change sets in the same order give the same state everywhere.
 */
@NullMarked
package io.swarmsdk.model.internal.core;

import org.jspecify.annotations.NullMarked;
