package io.swarmsdk.scheduler.worker;

import java.net.InetAddress;
import java.net.ServerSocket;

/** A program that listens where it is told to, answers one connection at a time, and runs until it is ended. */
public final class Listener {
    private Listener() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(System.getenv("SWARM_PORT_80"));
        var address = InetAddress.getByName(System.getenv("SWARM_BIND_ADDRESS"));
        try (var server = new ServerSocket(port, 10, address)) {
            while (true) {
                try (var socket = server.accept()) {
                    socket.getOutputStream()
                            .write(System.getenv("SWARM_TASK_ID").getBytes("UTF-8"));
                }
            }
        }
    }
}
