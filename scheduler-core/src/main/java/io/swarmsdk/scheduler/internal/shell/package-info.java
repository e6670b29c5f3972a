/**
 * What the shells of this module share. A shell owns one thread, the clock and all input and output; the cores it feeds
 * know none of them.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.shell;

import org.jspecify.annotations.NullMarked;
