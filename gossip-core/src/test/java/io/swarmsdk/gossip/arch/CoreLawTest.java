package io.swarmsdk.gossip.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The law of the house for {@code internal.core}; every article is shown to bite on a planted class. */
class CoreLawTest {

    private static final String CORE = "..internal.core..";
    private static final Path BASE = Path.of(System.getProperty("basedir", ""));
    private static final JavaClasses OURS = new ClassFileImporter().importPath(BASE.resolve("target/classes"));
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPath(BASE.resolve("target/test-classes/io/swarmsdk/gossip/arch/planted"));

    static Stream<Arguments> articles() {
        return Stream.of(
                article("PlantedThread", types("java.lang.Thread", "java.lang.ThreadLocal")),
                article("PlantedLock", packages("java.util.concurrent..")),
                article("PlantedSocket", packages("java.net..", "java.nio.channels..", "java.nio.file..", "java.io..")),
                article("PlantedClock", types("java.time.Clock", "java.time.Instant")),
                article("PlantedTicker", calls("java.lang.System", "nanoTime", "currentTimeMillis")),
                article("PlantedRandom", types("java.util.Random", "java.util.UUID", "java.security.SecureRandom")),
                article("PlantedMath", calls("java.lang.Math", "log", "log10", "log1p", "exp", "pow", "random")),
                article("PlantedHashMap", types("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap")),
                article("PlantedMapOf", calls("java.util.Map", "of", "ofEntries", "copyOf")),
                article("PlantedSetOf", calls("java.util.Set", "of", "copyOf")),
                article("PlantedCollector", calls("java.util.stream.Collectors", "toSet", "toMap", "groupingBy")),
                article("PlantedNetty", packages("io.netty..", "com.google.protobuf..", "org.slf4j..")),
                article("PlantedShell", packages("..internal.shell..", "..internal.codec..", "..testkit..")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("articles")
    void theCoreKeepsTheLaw(String planted, ArchRule article) {
        article.check(OURS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("articles")
    void theLawBites(String planted, ArchRule article) {
        assertThatThrownBy(() -> article.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(planted);
    }

    @Test
    void thereIsACoreToJudge() {
        assertThat(OURS.contain("io.swarmsdk.gossip.internal.core.SwimCore")).isTrue();
    }

    private static Arguments article(String planted, ArchRule rule) {
        return Arguments.of(planted, rule);
    }

    private static ArchRule types(String... names) {
        Set<String> banned = Set.of(names);
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(describe("are one of " + banned, type -> banned.contains(type.getName())));
    }

    private static ArchRule packages(String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static ArchRule calls(String owner, String... methods) {
        Set<String> banned = Set.of(methods);
        DescribedPredicate<JavaAccess<?>> calls = describe(
                "go to " + owner + " " + banned,
                access -> access.getTargetOwner().getName().equals(owner) && banned.contains(access.getName()));
        return noClasses().that().resideInAPackage(CORE).should().accessTargetWhere(calls);
    }
}
