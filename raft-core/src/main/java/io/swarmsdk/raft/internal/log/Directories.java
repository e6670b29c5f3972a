package io.swarmsdk.raft.internal.log;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes names durable: a file that was made or renamed is only there for good once its directory is. */
final class Directories {
    private static final boolean CAN_FORCE = File.separatorChar == '/'; // Windows cannot open a directory

    private Directories() {}

    static void force(Path directory) throws IOException {
        if (CAN_FORCE) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
