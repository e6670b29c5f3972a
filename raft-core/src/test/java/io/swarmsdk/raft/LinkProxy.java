package io.swarmsdk.raft;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One direction of a link between two nodes, which can be cut and healed. Bytes are passed on as they come. */
final class LinkProxy implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile boolean cut;

    LinkProxy() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        target = address();
        daemon(this::acceptAll);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    void target(InetSocketAddress address) {
        target = address;
    }

    void cut() {
        cut = true;
        open.forEach(LinkProxy::closeQuietly);
    }

    void heal() {
        cut = false;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                open.add(from);
                daemon(() -> serve(from));
            } catch (IOException e) {
                // closed, or a connection that went away at once
            }
        }
    }

    private void serve(Socket from) {
        try (from;
                Socket to = new Socket()) {
            open.add(to);
            if (!cut) {
                to.connect(target, 1_000);
                daemon(() -> pump(to, from));
                pump(from, to);
            }
        } catch (IOException e) {
            // the node is down, or the link was cut
        } finally {
            open.remove(from);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 << 10];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0 && !cut; read = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // closed
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "link-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone, which is what was wanted
        }
    }

    @Override
    public void close() {
        cut = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(LinkProxy::closeQuietly);
    }
}
