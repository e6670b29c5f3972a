package io.swarmsdk.overlay.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The law of the house for pure cores, rule by rule. */
final class CoreLaw {

    private static final String CORE = "..internal.core..";

    private CoreLaw() {}

    static final ArchRule NO_NETTY_OR_CAFFEINE = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "com.github.benmanes.caffeine..");

    static final ArchRule NO_CONCURRENCY = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("are threads, locks or executors") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith("java.util.concurrent")
                            || Set.of("java.lang.Thread", "java.lang.ThreadLocal", "java.util.Timer")
                                    .contains(type.getName());
                }
            });

    static final ArchRule NO_IO = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "org.slf4j..");

    static final ArchRule NO_CLOCK = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .accessTargetWhere(calls("java.lang.System", Set.of("nanoTime", "currentTimeMillis")))
            .orShould()
            .accessTargetWhere(calls("java.time.Instant", Set.of("now")))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");

    static final ArchRule NO_CHANCE = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(named(
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.security.SecureRandom",
                    "java.util.UUID",
                    "java.util.random.RandomGenerator"))
            .orShould()
            .accessTargetWhere(calls("java.lang.Math", Set.of("random", "log", "log10", "exp", "pow")));

    static final ArchRule NO_SALTED_ORDER = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(named("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap"))
            .orShould()
            .accessTargetWhere(calls("java.util.Map", Set.of("of", "ofEntries", "copyOf")))
            .orShould()
            .accessTargetWhere(calls("java.util.Set", Set.of("of", "copyOf")))
            .orShould()
            .accessTargetWhere(calls(
                    "java.util.stream.Collectors",
                    Set.of("toSet", "toMap", "groupingBy", "toUnmodifiableSet", "toUnmodifiableMap")));

    static final List<ArchRule> ALL =
            List.of(NO_NETTY_OR_CAFFEINE, NO_CONCURRENCY, NO_IO, NO_CLOCK, NO_CHANCE, NO_SALTED_ORDER);

    private static DescribedPredicate<JavaAccess<?>> calls(String owner, Set<String> names) {
        return new DescribedPredicate<>("call " + owner + "." + names) {
            @Override
            public boolean test(JavaAccess<?> access) {
                AccessTarget target = access.getTarget();
                return target.getOwner().getName().equals(owner) && names.contains(target.getName());
            }
        };
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> wanted = Set.of(names);
        return new DescribedPredicate<>("are one of " + wanted) {
            @Override
            public boolean test(JavaClass type) {
                return wanted.contains(type.getName());
            }
        };
    }
}
