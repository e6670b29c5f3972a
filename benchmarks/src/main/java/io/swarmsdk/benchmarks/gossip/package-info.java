/** The membership protocol: its core with and without the codec, and a cluster in virtual time. */
@NullMarked
package io.swarmsdk.benchmarks.gossip;

import org.jspecify.annotations.NullMarked;
