/**
 * The main job: a swarm of three managers and three workers that deploys a real stack, loses its leader and a worker,
 * and puts everything right, each step checked against the store and the operating system.
 *
 * <p>{@code DemoCommand} reads the command line; a {@code Cluster} is six nodes, in this JVM or in processes; the
 * {@code …Steps} do and check; a {@code Reporter} draws or prints what they see.
 */
@NullMarked
package io.swarmsdk.examples.demo;

import org.jspecify.annotations.NullMarked;
