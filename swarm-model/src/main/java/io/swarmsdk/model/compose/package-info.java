/**
 * Stack files: {@link io.swarmsdk.model.compose.ComposeLoader} reads a Compose file of version 3 the way that Docker's
 * {@code stack deploy} does and answers with a {@link io.swarmsdk.model.StackSpec}.
 *
 * <p>The text is a stranger's until read: size, depth and what aliases blow it up to are bounded, and every problem names
 * file, line, column and path. What a file says is done, warned about or refused, never silently dropped.
 */
@NullMarked
package io.swarmsdk.model.compose;

import org.jspecify.annotations.NullMarked;
