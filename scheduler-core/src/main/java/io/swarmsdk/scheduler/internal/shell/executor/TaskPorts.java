package io.swarmsdk.scheduler.internal.shell.executor;

import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PortStatus;
import io.swarmsdk.model.PublishMode;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * The ports that the tasks of one executor listen on. A free port is one that the operating system gave a moment ago; it
 * may be taken by a stranger before the program binds it, then the program fails and its task is replaced. Thread-safe.
 */
public final class TaskPorts {
    private static final int CONNECT_MILLIS = 250;
    private static final int RETRY_MILLIS = 25;
    private static final int ATTEMPTS = 16;

    private final TreeSet<String> inUse = new TreeSet<>(); // guarded by this

    /** Where a task with these ports listens. Given back with {@link #release}. */
    synchronized List<PortStatus> allocate(List<PortSpec> ports, String address) throws IOException {
        var allocated = new ArrayList<PortStatus>();
        try {
            for (var port : ports) {
                int number = isFixed(port) ? fixed(port, address) : free(port.protocol(), address);
                allocated.add(new PortStatus(port.protocol(), port.targetPort(), address, number));
                inUse.add(key(port.protocol(), number));
            }
            return List.copyOf(allocated);
        } catch (IOException taken) {
            release(allocated);
            throw taken;
        }
    }

    synchronized void release(List<PortStatus> ports) {
        ports.forEach(port -> inUse.remove(key(port.protocol(), port.hostPort())));
    }

    /** The variables that tell a program its ports. */
    static Map<String, String> environment(List<PortStatus> ports, String address) {
        var env = new TreeMap<String, String>();
        env.put("SWARM_BIND_ADDRESS", address);
        for (var port : ports) {
            var name = "SWARM_PORT_" + port.targetPort();
            var value = Integer.toString(port.hostPort());
            if (port.protocol() == PortProtocol.TCP) {
                env.put(name, value);
            } else {
                env.put(name + "_UDP", value);
                env.putIfAbsent(name, value);
            }
        }
        return env;
    }

    /**
     * Waits until all TCP ports accept, the program has ended, or time is up.
     *
     * @return what to tell an operator
     */
    static String awaitReady(List<PortStatus> ports, Duration timeout, BooleanSupplier runs)
            throws InterruptedException {
        if (timeout.isZero()) {
            return "started";
        }
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        for (var port : ports) {
            while (port.protocol() == PortProtocol.TCP && runs.getAsBoolean() && !accepts(port)) {
                if (System.nanoTime() - deadlineNanos >= 0) {
                    return "started; port " + port.hostPort() + " does not accept after " + timeout;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
        return "started";
    }

    private static boolean accepts(PortStatus port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(port.hostAddress(), port.hostPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean isFixed(PortSpec port) {
        return port.mode() == PublishMode.HOST && port.publishedPort() != 0;
    }

    private int fixed(PortSpec port, String address) throws IOException {
        try {
            return probe(port.protocol(), address, port.publishedPort());
        } catch (BindException taken) {
            throw new IOException(
                    "port " + port.publishedPort() + "/" + port.protocol() + " is not free on " + address + ": "
                            + taken.getMessage(),
                    taken);
        }
    }

    private int free(PortProtocol protocol, String address) throws IOException {
        for (int n = 0; n < ATTEMPTS; n++) {
            int number = probe(protocol, address, 0);
            if (!inUse.contains(key(protocol, number))) {
                return number;
            }
        }
        throw new IOException("no free port on " + address);
    }

    /** Binds for a moment. */
    private static int probe(PortProtocol protocol, String address, int port) throws IOException {
        var at = new InetSocketAddress(InetAddress.getByName(address), port);
        if (protocol == PortProtocol.UDP) {
            try (var socket = new DatagramSocket(at)) {
                return socket.getLocalPort();
            }
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of the program before may linger
            socket.bind(at);
            return socket.getLocalPort();
        }
    }

    private static String key(PortProtocol protocol, int number) {
        return protocol + "/" + number;
    }
}
