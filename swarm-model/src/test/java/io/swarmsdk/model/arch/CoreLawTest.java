package io.swarmsdk.model.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CoreLawTest {
    private static final JavaClasses MODULE = read("classes");
    private static final JavaClasses PLANTED = read("test-classes", "io", "swarmsdk", "model", "arch", "planted");

    /** Generated code is left out, and classes of others are known by name only: both take long to read. */
    private static JavaClasses read(String... folders) {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/internal/wire/"))
                .importPath(Path.of("target", folders));
    }

    @TestFactory
    Stream<DynamicTest> theCoreKeepsTheLaw() {
        return CoreLaw.rules("io.swarmsdk.model.internal.core..").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        "no class " + rule.getKey(), () -> rule.getValue().check(MODULE)));
    }

    @TestFactory
    Stream<DynamicTest> nounsStoreAndEncodersDependOnNoHashOrder() {
        return CoreLaw.orderRules(
                        "io.swarmsdk.model",
                        "io.swarmsdk.model.store..",
                        "io.swarmsdk.model.internal.codec..",
                        "io.swarmsdk.model.internal.shell..")
                .entrySet()
                .stream()
                .map(rule -> DynamicTest.dynamicTest(
                        "no class " + rule.getKey(), () -> rule.getValue().check(MODULE)));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleFailsOnTheClassPlantedForIt() {
        return CoreLaw.rules("io.swarmsdk.model.arch.planted..").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    var result = rule.getValue().evaluate(PLANTED);
                    assertThat(result.hasViolation()).isTrue();
                    assertThat(result.getFailureReport().getDetails())
                            .allMatch(detail -> detail.contains("planted." + rule.getKey()));
                }));
    }

    @Test
    void theRulesLookAtTheCore() {
        assertThat(MODULE.stream().map(JavaClass::getName))
                .contains("io.swarmsdk.model.internal.core.StoreCore", "io.swarmsdk.model.internal.codec.ModelCodec");
    }

    @Test
    void theCoreKnowsNeitherBytesNorThreads() {
        noClasses()
                .that()
                .resideInAPackage("io.swarmsdk.model.internal.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.swarmsdk.model.internal.codec..",
                        "io.swarmsdk.model.internal.shell..",
                        "io.swarmsdk.model.internal.wire..",
                        "com.google.protobuf..")
                .check(MODULE);
    }

    @Test
    void generatedTypesStayBehindTheCodec() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.swarmsdk.model.internal.codec..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.swarmsdk.model.internal.wire..", "com.google.protobuf..")
                .check(MODULE);
    }
}
