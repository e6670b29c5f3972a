package io.swarmsdk.examples.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source tree this test runs in. */
record Checkout(Path root, String version) {
    private static final String BOM = "<artifactId>swarm-sdk</artifactId>";
    private static final Pattern VERSION = Pattern.compile(Pattern.quote(BOM) + "\\s*<version>([^<]+)</version>");

    /** Found by walking up from the working directory to the pom that is parent and bill of materials. */
    static Checkout find() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path pom = at.resolve("pom.xml");
            if (Files.isRegularFile(pom)) {
                Matcher version = VERSION.matcher(text(pom));
                if (version.find() && Files.isDirectory(at.resolve("swarm-sim"))) {
                    return new Checkout(at, version.group(1));
                }
            }
        }
        throw new AssertionError("no pom.xml of swarm-sdk above " + Path.of("").toAbsolutePath());
    }

    Readme readme() {
        return Readme.parse(text(root.resolve("README.md")));
    }

    /** What `package` has made of a module. */
    Path jar(String module) {
        Path jar = root.resolve(module + "/target/" + module + "-" + version + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError(jar + ": not there (expected: the build's `package` phase ran before this test)");
        }
        return jar;
    }

    /** The pom of a module, or with an empty name that of the whole. */
    Path pom(String module) {
        return root.resolve(module).resolve("pom.xml");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }
}
