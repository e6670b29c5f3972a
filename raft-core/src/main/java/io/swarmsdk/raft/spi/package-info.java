/** What a user of the replicated log implements: the state machine that committed commands are applied to. */
@NullMarked
package io.swarmsdk.raft.spi;

import org.jspecify.annotations.NullMarked;
