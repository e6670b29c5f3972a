package io.swarmsdk.scheduler.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a process still runs; one that has ended but that nobody has waited for (a zombie) does not. */
final class ProcessHandleState {
    private ProcessHandleState() {}

    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException notLinuxOrGone) {
            return process.isAlive();
        }
    }
}
