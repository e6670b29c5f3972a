package io.swarmsdk.node.internal.shell;

import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.internal.config.HostPort;
import io.swarmsdk.node.internal.config.NodeConfig;
import io.swarmsdk.node.internal.config.Ports;
import io.swarmsdk.node.internal.identity.Ids;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node's data directory, locked against a second process for as long as it is open. */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new NodeException(path + ": in use by another node (expected: one process at a time)", null);
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new NodeException(path + ": cannot be used: " + e, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /** The node that lives here, or a new one; refuses settings that do not fit the node that lives here. */
    NodeConfig config(NodeSettings settings) {
        Optional<NodeConfig> present = NodeConfig.load(path);
        if (present.isEmpty()) {
            NodeConfig created = create(Ids.random(), settings);
            created.save(path);
            return created;
        }
        NodeConfig known = present.get();
        if (known.manager() != settings.manager()) {
            throw new NodeException(
                    path + ": belongs to a " + (known.manager() ? "manager" : "worker")
                            + " (expected: the same role for ever; use an empty directory for a new node)",
                    null);
        }
        InetSocketAddress bind = settings.bind();
        boolean sameHost = bind.getAddress().equals(known.api().getAddress());
        if (!sameHost || bind.getPort() != 0 && bind.getPort() != known.api().getPort()) {
            if (known.clusterId().isEmpty()) {
                NodeConfig moved = create(known.nodeId(), settings);
                moved.save(path);
                return moved;
            }
            throw new NodeException(
                    "bind: " + HostPort.format(bind) + " (expected: " + HostPort.format(known.api())
                            + ", where the other nodes know the node of " + path + ")",
                    null);
        }
        return known;
    }

    private static NodeConfig create(String id, NodeSettings settings) {
        var api = new InetSocketAddress(settings.bind().getAddress(), Ports.base(settings.bind()));
        InetSocketAddress next = Ports.offset(api, 1);
        return new NodeConfig(
                id,
                settings.manager(),
                settings.executor().isPresent(),
                api,
                next,
                api,
                next,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new NodeException(path + ": lock cannot be given back: " + e.getMessage(), e);
        }
    }
}
