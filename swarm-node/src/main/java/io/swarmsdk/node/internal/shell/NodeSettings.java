package io.swarmsdk.node.internal.shell;

import io.swarmsdk.node.SwarmTimings;
import io.swarmsdk.scheduler.spi.Executor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a {@link io.swarmsdk.node.SwarmNode.Builder} was given, checked. */
public record NodeSettings(
        Path dataDirectory,
        InetSocketAddress bind,
        boolean manager,
        int managers,
        Optional<InetSocketAddress> join,
        String token,
        Optional<Executor> executor,
        String hostname,
        Map<String, String> labels,
        SwarmTimings timings,
        Duration joinTimeout) {}
