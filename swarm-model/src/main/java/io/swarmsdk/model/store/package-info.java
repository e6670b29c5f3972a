/**
 * The state store: every noun of the swarm, revisioned, watched, and changed by change sets only.
 *
 * <p>Enter through {@link io.swarmsdk.model.store.StateStore}. A reader takes a
 * {@link io.swarmsdk.model.store.StoreView}, which never changes; a writer builds a
 * {@link io.swarmsdk.model.store.ChangeSet} against any view and commits it: every replica checks its preconditions in
 * log order and applies all of it or nothing. The rules themselves live in {@code internal.core}, without threads or
 * clocks.
 */
@NullMarked
package io.swarmsdk.model.store;

import org.jspecify.annotations.NullMarked;
