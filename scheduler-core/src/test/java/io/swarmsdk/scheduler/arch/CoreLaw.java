package io.swarmsdk.scheduler.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/** The law of the house for pure cores, as rules for classes of some packages. */
final class CoreLaw {
    /** {@code Map.of()} and {@code Set.of()}: what holds nothing has no order. */
    private static final DescribedPredicate<CodeUnitCallTarget> IS_EMPTY_COLLECTION = describe(
            "makes an empty collection",
            target -> target.getName().equals("of")
                    && target.getRawParameterTypes().isEmpty());

    private CoreLaw() {}

    /** Rules by name; every name is that of the class in {@code planted} that breaks the rule. */
    static Map<String, ArchRule> rules(String... packages) {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put(
                "UsesThread",
                noClasses()
                        .that()
                        .resideInAnyPackage(packages)
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(Thread.class));
        rules.put("UsesConcurrency", dependsOn(packages, "java.util.concurrent.."));
        rules.put("UsesFiles", dependsOn(packages, "java.nio.file..", "java.nio.channels.."));
        rules.put("UsesStreamsOfBytes", dependsOn(packages, "java.io.."));
        rules.put("UsesSockets", dependsOn(packages, "java.net.."));
        rules.put("UsesFrameworks", dependsOn(packages, "io.netty..", "com.github.benmanes..", "org.slf4j.."));
        rules.put("ReadsTheClock", calls(packages, System.class, "nanoTime|currentTimeMillis"));
        rules.put("ReadsInstantNow", calls(packages, Instant.class, "now"));
        rules.put("HoldsAClock", dependsOnType(packages, Clock.class));
        rules.put("DrawsRandom", dependsOnType(packages, Random.class));
        rules.put("DrawsSplittableRandom", dependsOnType(packages, SplittableRandom.class));
        rules.put("DrawsUuid", calls(packages, UUID.class, "randomUUID"));
        rules.put("UsesInexactMath", calls(packages, Math.class, "log|log10|exp|pow|random|sin|cos|tan"));
        rules.putAll(orderRules(packages));
        return rules;
    }

    /** The part of the law that binds encoders too: nothing depends on the order of a hash. */
    static Map<String, ArchRule> orderRules(String... packages) {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("UsesHashMap", dependsOnType(packages, HashMap.class));
        rules.put("UsesHashSet", dependsOnType(packages, HashSet.class));
        rules.put("CopiesMaps", calls(packages, Map.class, "of|ofEntries|copyOf"));
        rules.put("CopiesSets", calls(packages, Set.class, "of|copyOf"));
        rules.put("CollectsToHash", calls(packages, Collectors.class, "toSet|toMap|groupingBy|partitioningBy"));
        return rules;
    }

    private static ArchRule dependsOn(String[] packages, String... forbidden) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static ArchRule dependsOnType(String[] packages, Class<?> forbidden) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(type(forbidden).and(resideInAPackage("java..")));
    }

    private static ArchRule calls(String[] packages, Class<?> owner, String methods) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callMethodWhere(target(nameMatching(methods))
                        .and(target(owner(type(owner))))
                        .and(not(target(IS_EMPTY_COLLECTION))));
    }
}
