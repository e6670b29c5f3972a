package io.swarmsdk.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where benchmarks write: a new folder per trial on the disk that is to be measured. */
public final class Folders {
    private Folders() {}

    /** A new folder; prints what kind of file system it is on. */
    public static Path create() {
        try {
            Path base = Path.of(System.getProperty("swarm.benchmark.dir", System.getProperty("java.io.tmpdir", ".")));
            Path folder = Files.createTempDirectory(base, "swarm-benchmark");
            System.out.println(
                    "# data in " + base + " on " + Files.getFileStore(folder).type());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
