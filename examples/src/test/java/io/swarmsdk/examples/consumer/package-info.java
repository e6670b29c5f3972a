/**
 * The project as others meet it: each module taken alone, with its snippet out of the README, in a Maven project that is
 * not part of this build. Enter through {@link io.swarmsdk.examples.consumer.ConsumerIT}; {@code Readme} reads the page,
 * {@code Workbench} lays out repository and projects, {@code Jdk} compiles and runs.
 */
@NullMarked
package io.swarmsdk.examples.consumer;

import org.jspecify.annotations.NullMarked;
