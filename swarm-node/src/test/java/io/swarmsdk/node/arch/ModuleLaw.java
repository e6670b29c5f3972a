package io.swarmsdk.node.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The arrows between modules, class by class: an application can take one module and nothing else. */
final class ModuleLaw {
    /** Each module with the modules it may know. */
    static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.of(
            "model", Set.of(),
            "raft", Set.of(),
            "gossip", Set.of(),
            "overlay", Set.of(),
            "scheduler", Set.of("model"),
            "node", Set.of("model", "raft", "gossip", "overlay", "scheduler")));

    private ModuleLaw() {}

    /** The module, whose packages are below the base, knows no other than it may. */
    static ArchRule knowsOnlyWhatIsBelow(String base, String module) {
        var others = new ArrayList<String>();
        for (String other : ARROWS.keySet()) {
            if (!other.equals(module) && !ARROWS.getOrDefault(module, Set.of()).contains(other)) {
                others.add(packages(base, other));
            }
        }
        return noClasses()
                .that()
                .resideInAPackage(packages(base, module))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others.toArray(String[]::new)))
                .because("arrows go down only");
    }

    /** The module reaches into no other's insides; only its codec does the model share, with the node. */
    static ArchRule reachesIntoNoOther(String base, String module) {
        DescribedPredicate<JavaClass> insides = resideInAnyPackage(ARROWS.keySet().stream()
                .filter(other -> !other.equals(module))
                .map(other -> base + "." + other + ".internal..")
                .toArray(String[]::new));
        List<String> shared = module.equals("node")
                ? List.of(base + ".model.internal.codec..", base + ".model.internal.wire..")
                : List.of();
        return noClasses()
                .that()
                .resideInAPackage(packages(base, module))
                .should()
                .dependOnClassesThat(
                        insides.and(DescribedPredicate.not(resideInAnyPackage(shared.toArray(String[]::new)))))
                .because("what is internal may change without notice");
    }

    /** The simulator is no part of what runs: only testkits know it. */
    static ArchRule onlyTestkitsSimulate(String base) {
        return noClasses()
                .that(resideInAPackage(base + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(base + ".sim..", "..testkit.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("io.swarmsdk.sim.."))
                .because("the simulator is an optional dependency");
    }

    private static String packages(String base, String module) {
        return base + "." + module + "..";
    }
}
