package io.swarmsdk.model.compose;

import io.swarmsdk.model.Names;
import io.swarmsdk.model.internal.compose.ComposeFile;
import io.swarmsdk.model.internal.compose.FileReader;
import io.swarmsdk.model.internal.compose.Normaliser;
import io.swarmsdk.model.internal.compose.Problems;
import io.swarmsdk.model.internal.compose.SourceText;
import io.swarmsdk.model.internal.compose.StackConverter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads stack files of Compose version 3.0 to 3.13. Immutable and safe to share between threads.
 *
 * <p>The environment of the process plays no part: variables come from {@link Builder#environment} alone. A file that
 * the text names ({@code env_file}) is read only where there is a folder to look in: that of the stack file, or the one
 * set with {@link Builder#workingDirectory}.
 */
public final class ComposeLoader {
    private final Map<String, String> environment;
    private final Optional<Path> workingDirectory;

    private ComposeLoader(Builder builder) {
        environment = new TreeMap<>(builder.environment);
        workingDirectory = Optional.ofNullable(builder.workingDirectory);
    }

    /** A loader with an empty environment unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The stack that a file describes, under a name.
     *
     * @throws ComposeException with every problem found
     * @throws UncheckedIOException if the file cannot be read
     */
    public ComposeResult load(String stackName, Path file) {
        Names.checkDnsLabel(stackName, "stackName");
        var problems = new Problems(file.toString());
        return convert(stackName, read(file, problems), problems);
    }

    /**
     * The stack that a text describes, under a name.
     *
     * @param sourceName what messages call the text, usually a file's name
     * @throws ComposeException with every problem found
     */
    public ComposeResult load(String stackName, String sourceName, String yaml) {
        Names.checkDnsLabel(stackName, "stackName");
        var problems = new Problems(sourceName);
        return convert(stackName, read(yaml, problems), problems);
    }

    /**
     * A file with variables filled in, anchors resolved and short forms written out, as YAML: what
     * {@code docker stack config} prints. Keys without effect are left out.
     *
     * @throws ComposeException with every problem found
     * @throws UncheckedIOException if the file cannot be read
     */
    public String normalise(Path file) {
        return Normaliser.toYaml(read(file, new Problems(file.toString())));
    }

    /**
     * The same for a text.
     *
     * @throws ComposeException with every problem found
     */
    public String normalise(String sourceName, String yaml) {
        return Normaliser.toYaml(read(yaml, new Problems(sourceName)));
    }

    private ComposeFile read(Path file, Problems problems) {
        var folder = workingDirectory.orElseGet(
                () -> Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/")));
        return FileReader.read(SourceText.of(file, problems), environment, Optional.of(folder), problems);
    }

    private ComposeFile read(String yaml, Problems problems) {
        return FileReader.read(SourceText.of(yaml, problems), environment, workingDirectory, problems);
    }

    private static ComposeResult convert(String stackName, ComposeFile file, Problems problems) {
        var stack = StackConverter.convert(stackName, file, problems);
        return new ComposeResult(stack, problems.warnings());
    }

    /** Settings of a loader. Not safe to share between threads. */
    public static final class Builder {
        private Map<String, String> environment = Map.of();
        private @Nullable Path workingDirectory;

        private Builder() {}

        /** Variables for {@code ${NAME}} and for environment keys without a value; default none. */
        public Builder environment(Map<String, String> variables) {
            environment = new TreeMap<>(variables);
            return this;
        }

        /** Folder that paths in the text start from; default the stack file's own, and none for a text. */
        public Builder workingDirectory(Path folder) {
            workingDirectory = Objects.requireNonNull(folder, "workingDirectory");
            return this;
        }

        /** The loader. */
        public ComposeLoader build() {
            return new ComposeLoader(this);
        }
    }
}
