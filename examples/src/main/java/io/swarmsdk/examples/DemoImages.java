package io.swarmsdk.examples;

import io.swarmsdk.examples.web.DemoWeb;
import io.swarmsdk.scheduler.spi.ImageResolver;
import io.swarmsdk.scheduler.spi.ResolvedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images that the examples know: {@code demo/web:N}, a small HTTP server of version N, and {@code demo/shell:N}, which
 * has no program of its own and needs an entrypoint.
 */
public final class DemoImages implements ImageResolver {
    private static final Pattern NAME = Pattern.compile("demo/(web|shell):([0-9]+)");

    @Override
    public Optional<ResolvedImage> resolve(String image) {
        Matcher name = NAME.matcher(image);
        if (!name.matches()) {
            return Optional.empty();
        }
        if (name.group(1).equals("shell")) {
            return Optional.of(new ResolvedImage(List.of("/bin/true"), List.of(), Map.of()));
        }
        return Optional.of(new ResolvedImage(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-Xss256k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        classPath(),
                        DemoWeb.class.getName()),
                List.of(name.group(2)),
                Map.of()));
    }

    /** This program's own class path, absolute: a task runs in a directory of its own. */
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
