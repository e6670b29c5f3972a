package io.swarmsdk.gossip.internal.shell;

import io.swarmsdk.gossip.internal.core.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns seed host names into addresses, again and again, because names move. A name server may keep one waiting, so
 * this runs on a short-lived thread of its own, one at a time. Confined to the loop thread, that thread apart.
 */
final class SeedResolver {

    private static final Logger LOG = LoggerFactory.getLogger(SeedResolver.class);
    private static final int NAMES = 64;

    private final String node;
    private final Consumer<List<Endpoint>> found;
    private final Set<InetSocketAddress> names = new LinkedHashSet<>();
    private final AtomicBoolean running = new AtomicBoolean();

    SeedResolver(String node, Consumer<List<Endpoint>> found) {
        this.node = node;
        this.found = found;
    }

    /** Hands over what is resolved already, and remembers and looks up the rest. */
    void add(List<InetSocketAddress> seeds) {
        List<Endpoint> known = new ArrayList<>();
        for (InetSocketAddress seed : seeds) {
            if (!seed.isUnresolved()) {
                known.add(Endpoints.of(seed));
            } else if (names.size() < NAMES) {
                names.add(seed);
            }
        }
        found.accept(known);
        lookUp();
    }

    void lookUp() {
        if (!names.isEmpty() && running.compareAndSet(false, true)) {
            List<InetSocketAddress> wanted = List.copyOf(names);
            Thread thread = new Thread(() -> resolve(wanted), "swarm-gossip-" + node + "-resolve");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void resolve(List<InetSocketAddress> wanted) {
        List<Endpoint> endpoints = new ArrayList<>();
        try {
            for (InetSocketAddress seed : wanted) {
                endpoints.addAll(resolve(seed));
            }
        } finally {
            running.set(false);
        }
        found.accept(endpoints);
    }

    private List<Endpoint> resolve(InetSocketAddress seed) {
        try {
            return Arrays.stream(InetAddress.getAllByName(seed.getHostString()))
                    .map(address -> Endpoints.of(new InetSocketAddress(address, seed.getPort())))
                    .toList();
        } catch (UnknownHostException unknown) {
            LOG.debug("[{}] seed {} has no address yet", node, seed);
            return List.of();
        }
    }
}
