package io.swarmsdk.examples.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.examples.consumer.Jdk.PathKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every module can be taken alone: a Maven project outside this build imports the bill of materials, depends on one
 * module, brings in no module it should not, and runs that module's program from the README, on JDK 17 and 25, on class
 * path and module path.
 *
 * <p>Needs the jars of the `package` phase. A JDK that is not installed is skipped with a reason; with
 * {@code -Dswarm.interop.required=true} those listed in {@code -Dswarm.consumer.jdks} (default {@code 17}) must be there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumerIT {
    /** Each module with the others of ours that it may bring along. */
    static final Map<String, Set<String>> MODULES = new TreeMap<>(Map.of(
            "raft-core", Set.of(),
            "gossip-core", Set.of(),
            "overlay-vxlan", Set.of(),
            "swarm-model", Set.of(),
            "scheduler-core", Set.of("swarm-model"),
            "swarm-node", Set.of("raft-core", "gossip-core", "overlay-vxlan", "swarm-model", "scheduler-core")));

    /** The module without a module-info, because its gRPC has none either. */
    static final String AUTOMATIC_MODULE = "io.swarmsdk.node";

    private static final Set<Integer> MUST_BE_THERE = Arrays.stream(
                    System.getProperty("swarm.consumer.jdks", "17").split(","))
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));

    private static final Map<String, String> MODULE_NAMES = Map.of(
            "raft-core", "io.swarmsdk.raft",
            "gossip-core", "io.swarmsdk.gossip",
            "overlay-vxlan", "io.swarmsdk.overlay",
            "swarm-model", "io.swarmsdk.model",
            "scheduler-core", "io.swarmsdk.scheduler",
            "swarm-node", AUTOMATIC_MODULE);

    private final Checkout checkout = Checkout.find();
    private final Workbench workbench = new Workbench(checkout, checkout.root().resolve("examples/target/consumer"));

    @BeforeAll
    void resolveTheConsumers() throws IOException, InterruptedException {
        workbench.setUp(MODULES.keySet());
    }

    static Stream<String> modules() {
        return MODULES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleBringsAlongOnlyTheModulesItMayDependOn(String module) throws IOException {
        Set<String> behind = workbench.ourModulesBehind(module);

        assertThat(behind).contains(module);
        behind.remove(module);
        assertThat(behind).isEqualTo(MODULES.get(module));
    }

    private static Set<Integer> jdks() {
        var all = new TreeSet<>(MUST_BE_THERE);
        all.addAll(List.of(17, 25));
        return all;
    }

    static Stream<Arguments> everyWay() {
        return modules()
                .flatMap(module -> jdks().stream()
                        .flatMap(jdk -> Arrays.stream(PathKind.values()).map(kind -> Arguments.of(module, jdk, kind))));
    }

    @ParameterizedTest(name = "{0} on JDK {1}, {2}")
    @MethodSource("everyWay")
    void theSnippetOfTheReadmeCompilesAndRuns(String module, int feature, PathKind kind)
            throws IOException, InterruptedException {
        Snippet snippet = checkout.readme().snippet(module);

        var result = jdk(feature)
                .compileAndRun(snippet, workbench.project(module), workbench.classPath(module), kind, required(module));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.standardOutput()).as(result.output()).isNotBlank();
    }

    /** A module says itself whose types it hands out; the automatic one cannot, so its user names those too. */
    private static Set<String> required(String module) {
        var names = new TreeSet<String>();
        names.add(MODULE_NAMES.getOrDefault(module, module));
        if (names.contains(AUTOMATIC_MODULE)) {
            names.addAll(MODULE_NAMES.values());
        }
        return names;
    }

    private static Jdk jdk(int feature) throws IOException {
        var found = Jdk.find(feature);
        if (found.isEmpty()) {
            String reason = "no JDK " + feature + " (looked at: java.home, JAVA_HOME_" + feature + ", /usr/lib/jvm)";
            if (Boolean.getBoolean("swarm.interop.required") && MUST_BE_THERE.contains(feature)) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
        return found.orElseThrow();
    }
}
