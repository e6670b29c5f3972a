package io.swarmsdk.examples.demo;

import io.swarmsdk.examples.DemoImages;
import io.swarmsdk.node.SwarmNode;
import io.swarmsdk.node.SwarmTimings;
import io.swarmsdk.scheduler.ProcessExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Six nodes in this JVM; their tasks are processes all the same. A kill pulls the node's network, then stops it. */
final class InJvmCluster implements Cluster {
    private final Path directory;
    private final Map<String, SwarmNode> running = new LinkedHashMap<>();
    private final Map<String, DemoNode> nodes = new LinkedHashMap<>();

    InJvmCluster(Path directory) {
        this.directory = directory;
    }

    @Override
    public void form(Reporter reporter) throws Exception {
        SwarmNode first = build("m1", null, "");
        for (int i = 2; i <= MANAGERS; i++) {
            build("m" + i, first.address(), first.managerToken().orElseThrow());
        }
        for (int i = 1; i <= MANAGERS; i++) {
            reporter.node(ready("m" + i));
        }
        for (int i = 1; i <= WORKERS; i++) {
            build("w" + i, first.address(), first.workerToken().orElseThrow());
        }
        for (int i = 1; i <= WORKERS; i++) {
            reporter.node(ready("w" + i));
        }
    }

    private SwarmNode build(String name, @Nullable InetSocketAddress join, String token) {
        boolean manager = name.startsWith("m");
        Path data = directory.resolve(name);
        SwarmNode.Builder builder = SwarmNode.builder()
                .dataDirectory(data)
                .bind(new InetSocketAddress(NodePlan.host(name), 0))
                .hostname(name)
                .timings(SwarmTimings.LOCAL)
                .manager(manager)
                .managers(MANAGERS);
        NodePlan.labels(name).forEach(builder::label);
        if (join != null) {
            builder.join(join, token);
        }
        if (!manager) {
            builder.executor(ProcessExecutor.builder()
                    .resolver(new DemoImages())
                    .directory(data.resolve("tasks"))
                    .resources(NodePlan.RESOURCES)
                    .build());
        }
        SwarmNode node = builder.build();
        synchronized (running) {
            running.put(name, node);
        }
        return node;
    }

    private DemoNode ready(String name) throws Exception {
        SwarmNode node = running.get(name);
        if (node == null) {
            throw new IllegalStateException(name + " was not started");
        }
        node.ready().get(1, TimeUnit.MINUTES);
        var demo = new DemoNode(
                name,
                node.id(),
                name.startsWith("m"),
                node.address(),
                ProcessHandle.current().pid(),
                directory.resolve(name));
        nodes.put(name, demo);
        return demo;
    }

    @Override
    public List<DemoNode> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public void kill(DemoNode node) {
        nodes.remove(node.name());
        SwarmNode gone;
        synchronized (running) {
            gone = running.remove(node.name());
        }
        if (gone != null) {
            gone.halt();
        }
    }

    @Override
    public DemoNode restart(DemoNode node) throws Exception {
        build(node.name(), null, "");
        return ready(node.name());
    }

    @Override
    public List<String> shutDown() {
        var trouble = new ArrayList<String>();
        List<Map.Entry<String, SwarmNode>> all;
        synchronized (running) {
            all = new ArrayList<>(running.entrySet());
            running.clear();
        }
        for (int i = all.size() - 1; i >= 0; i--) { // workers first
            try {
                all.get(i).getValue().close();
            } catch (RuntimeException e) {
                trouble.add(all.get(i).getKey() + ": " + e);
            }
        }
        nodes.clear();
        return trouble;
    }

    @Override
    public void close() {
        List<SwarmNode> all;
        synchronized (running) {
            all = new ArrayList<>(running.values());
            running.clear();
        }
        all.forEach(SwarmNode::halt);
    }
}
