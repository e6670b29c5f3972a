package io.swarmsdk.scheduler.worker;

import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.Agent;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/** Child JVMs on the class path of the tests. */
final class Jvm {
    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Also when the tests themselves run on the module path. */
    static String classPath() {
        var entries = new LinkedHashSet<String>();
        entries.add(Path.of(System.getProperty("basedir", "."), "target", "test-classes")
                .toString());
        for (var type : List.of(
                Agent.class.getName(),
                Task.class.getName(),
                "org.slf4j.Logger",
                "com.google.protobuf.Message",
                "org.awaitility.Awaitility",
                "org.hamcrest.Matcher",
                "ch.qos.logback.classic.Logger",
                "ch.qos.logback.core.Context")) {
            entries.add(locationOf(type));
        }
        return String.join(File.pathSeparator, entries);
    }

    // By name, as this module does not read all of theirs.
    private static String locationOf(String type) {
        try {
            return Path.of(Class.forName(type)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
