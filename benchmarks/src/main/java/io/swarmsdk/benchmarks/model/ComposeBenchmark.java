package io.swarmsdk.benchmarks.model;

import io.swarmsdk.model.compose.ComposeLoader;
import io.swarmsdk.model.compose.ComposeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The stack file of the examples (seven services, anchors, variables) from text to specs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ComposeBenchmark {
    private final ComposeLoader loader = ComposeLoader.builder().build();
    private String text = "";

    /** Reads the file out of this jar. */
    @Setup
    public void read() throws IOException {
        try (var file = Objects.requireNonNull(ComposeBenchmark.class.getResourceAsStream("/shop.yml"), "shop.yml")) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** YAML, interpolation, validation, conversion. */
    @Benchmark
    public ComposeResult load() {
        return loader.load("shop", "shop.yml", text);
    }

    /** YAML, interpolation, and the long form as YAML again. */
    @Benchmark
    public String normalise() {
        return loader.normalise("shop.yml", text);
    }
}
