package io.swarmsdk.examples.demo;

import io.swarmsdk.examples.DemoImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Each node is a JVM that runs the {@code node} command. A kill is kill -9, of the node and of all that it started. */
final class ProcessCluster implements Cluster {
    private final Path directory;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Map<String, DemoNode> nodes = new LinkedHashMap<>();

    ProcessCluster(Path directory) {
        this.directory = directory;
    }

    @Override
    public void form(Reporter reporter) throws Exception {
        Child first = start("m1", null);
        Map<String, String> forming = first.line("forming");
        String join = value(forming, "api");
        for (int i = 2; i <= MANAGERS; i++) {
            start("m" + i, new Join(join, value(forming, "manager-token")));
        }
        for (int i = 1; i <= WORKERS; i++) {
            start("w" + i, new Join(join, value(forming, "worker-token")));
        }
        for (String name : List.copyOf(children.keySet())) {
            reporter.node(ready(name));
        }
    }

    private record Join(String address, String token) {}

    private Child start(String name, @Nullable Join join) throws IOException {
        Path data = directory.resolve(name);
        Files.createDirectories(data);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                DemoImages.classPath(),
                "io.swarmsdk.examples.Main",
                "node",
                "--data",
                data.toString(),
                "--bind",
                NodePlan.host(name) + ":0",
                "--hostname",
                name,
                "--fast"));
        NodePlan.labels(name).forEach((key, value) -> command.addAll(List.of("--label", key + "=" + value)));
        if (name.startsWith("m")) {
            command.addAll(List.of("--manager", "--managers", Integer.toString(MANAGERS)));
        }
        if (join != null) {
            command.addAll(List.of("--join", join.address(), "--token", join.token()));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        data.resolve("node.log").toFile()))
                .start();
        var child = new Child(name, process);
        synchronized (children) {
            children.put(name, child);
        }
        return child;
    }

    private DemoNode ready(String name) throws Exception {
        Child child = child(name);
        Map<String, String> line = child.line("ready");
        String api = value(line, "api");
        int colon = api.lastIndexOf(':');
        var node = new DemoNode(
                name,
                value(line, "id"),
                name.startsWith("m"),
                new InetSocketAddress(api.substring(0, colon), Integer.parseInt(api.substring(colon + 1))),
                child.process.pid(),
                directory.resolve(name));
        nodes.put(name, node);
        return node;
    }

    private Child child(String name) {
        synchronized (children) {
            Child child = children.get(name);
            if (child == null) {
                throw new IllegalStateException(name + " was not started");
            }
            return child;
        }
    }

    private static String value(Map<String, String> line, String key) {
        String value = line.get(key);
        if (value == null) {
            throw new IllegalStateException("node printed no " + key + ": " + line);
        }
        return value;
    }

    @Override
    public List<DemoNode> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public void kill(DemoNode node) throws InterruptedException {
        Child child = child(node.name());
        // A machine that dies takes its tasks with it: they are listed before their parent is gone.
        List<ProcessHandle> tasks;
        try (Stream<ProcessHandle> descendants = child.process.descendants()) {
            tasks = descendants.toList();
        }
        child.process.destroyForcibly();
        tasks.forEach(ProcessHandle::destroyForcibly);
        child.process.waitFor();
        nodes.remove(node.name());
        synchronized (children) {
            children.remove(node.name());
        }
    }

    @Override
    public DemoNode restart(DemoNode node) throws Exception {
        start(node.name(), null);
        return ready(node.name());
    }

    @Override
    public List<String> shutDown() throws InterruptedException {
        var trouble = new ArrayList<String>();
        List<Child> all;
        synchronized (children) {
            all = new ArrayList<>(children.values());
        }
        all.forEach(child -> child.process.destroy());
        for (Child child : all) {
            if (!child.process.waitFor(20, TimeUnit.SECONDS)) {
                trouble.add(child.name + " did not end within 20 s of SIGTERM");
            } else if (child.process.exitValue() != 0 && child.process.exitValue() != 143) {
                trouble.add(child.name + " ended with " + child.process.exitValue());
            }
        }
        nodes.clear();
        close();
        return trouble;
    }

    @Override
    public void close() {
        List<Child> all;
        synchronized (children) {
            all = new ArrayList<>(children.values());
            children.clear();
        }
        for (Child child : all) {
            try (Stream<ProcessHandle> descendants = child.process.descendants()) {
                descendants.forEach(ProcessHandle::destroyForcibly);
            }
            child.process.destroyForcibly();
        }
    }

    /** A node's process and what it has printed. */
    private static final class Child {
        private static final long START_SECONDS = 60;

        private final String name;
        private final Process process;
        private final Map<String, CompletableFuture<Map<String, String>>> lines = new TreeMap<>();

        Child(String name, Process process) {
            this.name = name;
            this.process = process;
            lines.put("forming", new CompletableFuture<>());
            lines.put("ready", new CompletableFuture<>());
            var reader = new Thread(this::read, "demo-" + name + "-stdout");
            reader.setDaemon(true);
            reader.start();
        }

        /** The words of the line that begins so; fails when the process ends before it has printed one. */
        Map<String, String> line(String first) throws Exception {
            CompletableFuture<Map<String, String>> line = lines.get(first);
            if (line == null) {
                throw new IllegalArgumentException(first + " (expected: one of " + lines.keySet() + ")");
            }
            return line.get(START_SECONDS, TimeUnit.SECONDS);
        }

        private void read() {
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    String[] words = text.split(" ", -1);
                    CompletableFuture<Map<String, String>> line = lines.get(words[0]);
                    if (line != null) {
                        line.complete(pairs(words));
                    }
                }
                ended("ended; see node.log in its data folder");
            } catch (IOException e) {
                ended(e.toString());
            }
        }

        private void ended(String why) {
            lines.values()
                    .forEach(
                            line -> line.completeExceptionally(new IllegalStateException("node " + name + ": " + why)));
        }

        private static Map<String, String> pairs(String[] words) {
            var pairs = new TreeMap<String, String>();
            for (String word : words) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    pairs.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
            return pairs;
        }
    }
}
