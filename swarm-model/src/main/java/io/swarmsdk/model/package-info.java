/**
 * The nouns of a swarm: {@link io.swarmsdk.model.Node}, {@link io.swarmsdk.model.Service},
 * {@link io.swarmsdk.model.Task}, {@link io.swarmsdk.model.Network}, {@link io.swarmsdk.model.Stack}, and the specs
 * that users write for them.
 *
 * <p>Everything here is an immutable value, safe to share between threads, and iterates in one order on every machine:
 * lists keep the order given, maps are sorted by key. A spec is what the user wants; the rest of an object is what the
 * swarm made of it. Nobody here knows how objects are stored ({@code store}), read from a file ({@code compose}) or
 * acted upon (the scheduler).
 */
@NullMarked
package io.swarmsdk.model;

import org.jspecify.annotations.NullMarked;
