/**
 * What the modules cost, measured with JMH; one package per module. Not part of the build beyond being compiled and put
 * into one jar:
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar -l                   # what there is
 * java -jar benchmarks/target/benchmarks.jar ProposeBenchmark     # one class
 * java -jar benchmarks/target/benchmarks.jar -f 1 -wi 1 -i 1 -w 1 -r 1   # does everything run? the numbers mean nothing
 * java -jar benchmarks/target/benchmarks.jar overlay -prof gc     # bytes allocated per operation
 * java -Dswarm.benchmark.dir=/data -jar benchmarks/target/benchmarks.jar raft node    # on that disk
 * </pre>
 *
 * <p>What touches a disk writes below {@code swarm.benchmark.dir}, by default the system's folder for temporary files, and
 * prints the kind of file system: on one in memory a flush costs nothing and the number says nothing.
 *
 * <p>Each class says what an operation includes. Inner parts are measured too, so this jar uses internal packages on the
 * class path; an application cannot.
 */
@NullMarked
package io.swarmsdk.benchmarks;

import org.jspecify.annotations.NullMarked;
