package io.swarmsdk.raft.internal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens the files of a log; tests put a failing disk here. */
public interface FileOpener {
    /** Opens a file as {@link FileChannel#open(Path, java.nio.file.OpenOption...)} does. */
    FileChannel open(Path path, StandardOpenOption... options) throws IOException;

    /** The real disk. */
    static FileOpener system() {
        return FileChannel::open;
    }
}
