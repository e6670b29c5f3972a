package io.swarmsdk.raft.internal.shell;

/** The threads of a node, by name. All are daemons: what must survive is on the disk before anybody is told of it. */
final class Threads {
    private Threads() {}

    static Thread named(String self, String role, Runnable task) {
        var thread = new Thread(task, name(self, role));
        thread.setDaemon(true);
        return thread;
    }

    static boolean isNamed(String self, String role) {
        return Thread.currentThread().getName().equals(name(self, role));
    }

    private static String name(String self, String role) {
        return "swarm-raft-" + self + "-" + role;
    }
}
