package io.swarmsdk.gossip.internal.shell;

import io.swarmsdk.gossip.GossipListener;
import io.swarmsdk.gossip.GossipProfile;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the builder has checked. Without a callback executor the shell makes one thread for callbacks. */
public record ShellConfig(
        String name,
        InetSocketAddress bind,
        InetSocketAddress advertise,
        List<InetSocketAddress> seeds,
        String cluster,
        byte[] metadata,
        GossipProfile profile,
        GossipListener listener,
        @Nullable Executor callbackExecutor,
        int packetBytes) {}
