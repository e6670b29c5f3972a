package io.swarmsdk.raft.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The law for cores: pure, single-threaded, the same effects for the same inputs on every machine. */
final class CoreLaw {

    static final String CORES = "..internal.core..";

    static final ArchRule NO_CONCURRENCY = cores().should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..")
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(ThreadLocal.class)))
            .because("a core belongs to one thread and never waits");

    static final ArchRule NO_INPUT_OR_OUTPUT = cores().should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net..")
                    .or(assignableTo(Process.class))
                    .or(assignableTo(ProcessBuilder.class)))
            .because("a core answers with effects; its shell carries them out");

    static final ArchRule NO_CLOCK = cores().should()
            .dependOnClassesThat(resideInAnyPackage("java.time..").or(assignableTo(Clock.class)))
            .orShould()
            .accessTargetWhere(calls(System.class, "nanoTime", "currentTimeMillis"))
            .because("a core is told the time, in nanoseconds");

    static final ArchRule NO_CHANCE = cores().should()
            .dependOnClassesThat(resideInAnyPackage("java.util.random..", "java.security..")
                    .or(assignableTo(Random.class))
                    .or(assignableTo(UUID.class)))
            .orShould()
            .accessTargetWhere(calls(Math.class, "random"))
            .orShould()
            .accessTargetWhere(calls(System.class, "identityHashCode"))
            .because("chance is seeded and its numbers are the same everywhere");

    static final ArchRule NO_SALTED_ORDER = cores().should()
            .dependOnClassesThat(exactly(HashMap.class).or(exactly(HashSet.class)))
            .orShould()
            .accessTargetWhere(calls(Map.class, "of", "ofEntries", "copyOf"))
            .orShould()
            .accessTargetWhere(calls(Set.class, "of", "copyOf"))
            .orShould()
            .accessTargetWhere(calls(
                    Collectors.class,
                    "toSet",
                    "toMap",
                    "groupingBy",
                    "partitioningBy",
                    "toUnmodifiableSet",
                    "toUnmodifiableMap"))
            .because("their order differs between runs");

    static final ArchRule NO_PLATFORM_MATHS = cores().should()
            .accessTargetWhere(calls(
                    Math.class, "log", "log10", "log1p", "exp", "expm1", "pow", "sin", "cos", "tan", "cbrt", "hypot"))
            .because("their last bits differ between platforms; StrictMath's do not");

    static final ArchRule NO_FRAMEWORK = cores().should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.netty..",
                    "com.google.protobuf..",
                    "com.github.benmanes..",
                    "org.slf4j..",
                    "..internal.wire..",
                    "..internal.log..",
                    "..internal.transport..",
                    "..internal.shell.."))
            .because("the rules know nothing of what carries them out");

    static final List<ArchRule> RULES = List.of(
            NO_CONCURRENCY, NO_INPUT_OR_OUTPUT, NO_CLOCK, NO_CHANCE, NO_SALTED_ORDER, NO_PLATFORM_MATHS, NO_FRAMEWORK);

    private CoreLaw() {}

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction cores() {
        return noClasses().that().resideInAPackage(CORES);
    }

    private static DescribedPredicate<JavaClass> exactly(Class<?> type) {
        return DescribedPredicate.describe("are " + type.getSimpleName(), each -> each.isEquivalentTo(type));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... methods) {
        Collection<String> names = List.of(methods);
        return DescribedPredicate.describe(
                "is " + owner.getSimpleName() + "." + names,
                access -> access.getTargetOwner().isEquivalentTo(owner) && names.contains(access.getName()));
    }
}
