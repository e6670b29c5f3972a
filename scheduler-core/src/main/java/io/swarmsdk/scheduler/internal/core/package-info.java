/**
 * Small helpers that the cores of this module share; pure like them.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core;

import org.jspecify.annotations.NullMarked;
