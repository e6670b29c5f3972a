/**
 * Network identifiers, subnets and task addresses. Pure and single-threaded.
 */
@NullMarked
package io.swarmsdk.scheduler.internal.core.allocate;

import org.jspecify.annotations.NullMarked;
