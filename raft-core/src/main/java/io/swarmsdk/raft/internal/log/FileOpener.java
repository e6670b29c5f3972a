package io.swarmsdk.raft.internal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens the files of a log; tests put a failing disk here. */
interface FileOpener {
    FileChannel open(Path path, StandardOpenOption... options) throws IOException;

    static FileOpener system() {
        return FileChannel::open;
    }
}
