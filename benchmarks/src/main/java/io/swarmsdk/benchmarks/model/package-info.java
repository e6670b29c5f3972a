/** The state store, its snapshot and the stack files, without a network. */
@NullMarked
package io.swarmsdk.benchmarks.model;

import org.jspecify.annotations.NullMarked;
