/** What carries the store's core: the watch history, callbacks in order, and the log of a single process. */
@NullMarked
package io.swarmsdk.model.internal.shell;

import org.jspecify.annotations.NullMarked;
