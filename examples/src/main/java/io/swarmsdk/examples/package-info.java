/** The programs of {@code swarm-examples.jar}. Data goes to standard output, logs to standard error. */
@NullMarked
package io.swarmsdk.examples;

import org.jspecify.annotations.NullMarked;
