package io.swarmsdk.examples.consumer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An installed JDK: finds it, compiles with it, runs with it. */
record Jdk(int feature, Path home) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Duration COMPILE_LIMIT = Duration.ofMinutes(3);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(60);

    /** How a program gets its dependencies. */
    enum PathKind {
        CLASS_PATH,
        MODULE_PATH
    }

    /** The one this test runs on, one named by {@code JAVA_HOME_<feature>}, or one where Linux keeps them. */
    static Optional<Jdk> find(int feature) throws IOException {
        var homes = new ArrayList<Path>();
        if (Runtime.version().feature() == feature) {
            homes.add(Path.of(System.getProperty("java.home")));
        }
        String told = System.getenv("JAVA_HOME_" + feature);
        if (told != null) {
            homes.add(Path.of(told));
        }
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> installed = Files.list(INSTALLED)) {
                installed.sorted().forEach(homes::add);
            }
        }
        for (Path home : homes) {
            if (Files.isExecutable(home.resolve("bin/javac")) && featureOf(home) == feature) {
                return Optional.of(new Jdk(feature, home));
            }
        }
        return Optional.empty();
    }

    /** Every JDK says in its file {@code release} what it is, as in {@code JAVA_VERSION="17.0.15"}. */
    private static int featureOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        for (String line : Files.readAllLines(release)) {
            if (line.startsWith("JAVA_VERSION=")) {
                return Runtime.Version.parse(line.substring(13).replace("\"", ""))
                        .feature();
            }
        }
        return 0;
    }

    /**
     * Compiles a snippet and runs it.
     *
     * @param required names of the modules its module-info requires; only needed on the module path
     */
    Command.Result compileAndRun(
            Snippet snippet, Path project, String dependencies, PathKind kind, Set<String> required)
            throws IOException, InterruptedException {
        Path sources = Files.createDirectories(project.resolve("src-" + feature + "-" + kind));
        Path classes = Files.createDirectories(project.resolve("classes-" + feature + "-" + kind));
        Path source = sources.resolve(snippet.className() + ".java");
        Files.writeString(source, snippet.code());
        boolean modular = kind == PathKind.MODULE_PATH;

        var compile = start("javac", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-d", classes.toString());
        Collections.addAll(compile, modular ? "--module-path" : "-cp", dependencies);
        compile.add(source.toString());
        if (modular) {
            Path descriptor = sources.resolve("module-info.java");
            Files.writeString(descriptor, moduleInfo(required));
            compile.add(descriptor.toString());
        }
        var compiled = Command.run(compile, project, COMPILE_LIMIT);
        if (compiled.exitCode() != 0) {
            throw new AssertionError("javac " + feature + " refuses " + source + ":\n" + compiled.output());
        }

        var run = start("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
        String path = classes + File.pathSeparator + dependencies;
        if (modular) {
            Collections.addAll(run, "--module-path", path);
            run.addAll(allModules(required));
            Collections.addAll(run, "--module", Snippet.PACKAGE + "/" + snippet.mainClass());
        } else {
            Collections.addAll(run, "-cp", path, snippet.mainClass());
        }
        return Command.run(run, project, RUN_LIMIT);
    }

    private List<String> start(String tool, String... options) {
        var command = new ArrayList<String>();
        command.add(home.resolve("bin").resolve(tool).toString());
        Collections.addAll(command, options);
        return command;
    }

    private static String moduleInfo(Set<String> required) {
        return required.stream()
                .map(name -> "    requires " + name + ";\n")
                .collect(Collectors.joining("", "module " + Snippet.PACKAGE + " {\n", "}\n"));
    }

    /** An automatic module does not say what it needs: everything on the path must be asked for. */
    private static List<String> allModules(Set<String> required) {
        return required.contains(ConsumerIT.AUTOMATIC_MODULE) ? List.of("--add-modules", "ALL-MODULE-PATH") : List.of();
    }
}
