/**
 * How a stack file becomes a stack, in the order of work: {@code SourceText} (bytes to text, bounded),
 * {@code YamlReader} (text to a tree with positions, anchors and merge keys resolved), {@code Interpolation} (variables),
 * {@code FileReader} and its helpers (tree to {@code ComposeFile}, every key accounted for), then {@code StackConverter}
 * (to the nouns) or {@code Normaliser} (back to YAML).
 *
 * <p>Everything here belongs to one call and one thread. Nobody throws at the first fault: faults go to {@code Problems},
 * reading goes on with a stand-in, and {@code Problems} throws them all at the end of a stage.
 */
@NullMarked
package io.swarmsdk.model.internal.compose;

import org.jspecify.annotations.NullMarked;
