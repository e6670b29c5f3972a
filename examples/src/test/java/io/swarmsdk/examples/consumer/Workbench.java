package io.swarmsdk.examples.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with one Maven project per module, each of which imports the bill of materials and depends on that module
 * alone, and with the local repository they are resolved from.
 *
 * <p>That repository is the one of the outer build by way of links, so that nothing is fetched twice; only its folder
 * {@code io/swarmsdk} is real and holds what this build has just packaged. Whatever is installed elsewhere under our
 * names cannot be seen from here.
 */
final class Workbench {
    private static final String DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:";
    private static final Pattern OURS = Pattern.compile("io\\.swarmsdk:([\\w-]+):jar:");
    private static final Duration MAVEN_LIMIT = Duration.ofMinutes(10); // plugins may have to be fetched first

    private final Checkout checkout;
    private final Path folder;

    Workbench(Checkout checkout, Path folder) {
        this.checkout = checkout;
        this.folder = folder;
    }

    /** Makes everything anew: repository, projects, and what Maven says of them. */
    void setUp(Collection<String> modules) throws IOException, InterruptedException {
        delete(folder);
        Files.createDirectories(folder.resolve(".mvn")); // options of the outer build end here
        linkRepository(outerRepository(), folder.resolve("repository"));
        layOut("swarm-sdk", checkout.pom(""), "pom");
        for (String module : modulesOfTheBuild()) {
            layOut(module, checkout.pom(module), "pom");
            layOut(module, checkout.jar(module), "jar");
        }
        var list = new StringBuilder();
        for (String module : modules) {
            Path project = Files.createDirectories(project(module));
            Files.writeString(project.resolve("pom.xml"), consumerPom(module));
            list.append("    <module>").append(module).append("</module>\n");
        }
        Files.writeString(folder.resolve("pom.xml"), pom("all", "pom", "  <modules>\n" + list + "  </modules>\n"));
        runMaven();
    }

    Path project(String module) {
        return folder.resolve(module);
    }

    /** Our modules among all dependencies of a consumer, near and far. */
    TreeSet<String> ourModulesBehind(String module) throws IOException {
        var found = new TreeSet<String>();
        Matcher ours = OURS.matcher(Files.readString(project(module).resolve("tree.txt")));
        while (ours.find()) {
            found.add(ours.group(1));
        }
        return found;
    }

    /** All jars a consumer of this module has, joined as for {@code -cp}. */
    String classPath(String module) throws IOException {
        return Files.readString(project(module).resolve("classpath.txt")).strip();
    }

    private void runMaven() throws IOException, InterruptedException {
        List<String> command = List.of(
                maven(),
                "-B",
                "-q",
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                DEPENDENCY_PLUGIN + "tree",
                DEPENDENCY_PLUGIN + "build-classpath",
                "-DoutputFile=tree.txt",
                "-Dmdep.outputFile=classpath.txt");
        var result = Command.run(command, folder, MAVEN_LIMIT);
        if (result.exitCode() != 0) {
            throw new AssertionError("Maven cannot resolve the consumers in " + folder + ":\n" + result.output());
        }
    }

    private static String maven() {
        String home = System.getenv("MAVEN_HOME");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }

    /** Surefire tells where the outer build has its repository. */
    private static Path outerRepository() {
        String told = System.getProperty("maven.repo.local", System.getProperty("localRepository"));
        return told != null ? Path.of(told) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static void linkRepository(Path from, Path to) throws IOException {
        linkAllBut("io", from, to);
        linkAllBut("swarmsdk", from.resolve("io"), to.resolve("io"));
    }

    private static void linkAllBut(String excluded, Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                if (!child.endsWith(excluded)) {
                    Files.createSymbolicLink(to.resolve(child.getFileName()), child.toAbsolutePath());
                }
            }
        }
    }

    /** Puts a file where `install` would have put it. */
    private void layOut(String artifact, Path file, String type) throws IOException {
        Path place = folder.resolve("repository/io/swarmsdk/" + artifact + "/" + checkout.version());
        Files.createDirectories(place);
        Files.copy(
                file,
                place.resolve(artifact + "-" + checkout.version() + "." + type),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> modulesOfTheBuild() {
        var all = new ArrayList<>(ConsumerIT.MODULES.keySet());
        all.add("swarm-sim"); // optional: there to be found, so that its absence from a tree means something
        return all;
    }

    private String consumerPom(String module) {
        return pom("takes-" + module, "jar", """
                  <dependencyManagement>
                    <dependencies>
                      <dependency>
                        <groupId>io.swarmsdk</groupId>
                        <artifactId>swarm-sdk</artifactId>
                        <version>%s</version>
                        <type>pom</type>
                        <scope>import</scope>
                      </dependency>
                    </dependencies>
                  </dependencyManagement>
                  <dependencies>
                    <dependency>
                      <groupId>io.swarmsdk</groupId>
                      <artifactId>%s</artifactId>
                    </dependency>
                  </dependencies>
                """.formatted(checkout.version(), module));
    }

    private static String pom(String artifact, String packaging, String content) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>consumer</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>%s</packaging>
                %s</project>
                """.formatted(artifact, packaging, content);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) { // does not follow links
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
