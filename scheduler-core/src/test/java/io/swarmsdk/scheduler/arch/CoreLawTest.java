package io.swarmsdk.scheduler.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CoreLawTest {
    private static final JavaClasses MODULE = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final JavaClasses PLANTED = new ClassFileImporter()
            .importPath(Path.of("target", "test-classes", "io", "swarmsdk", "scheduler", "arch", "planted"));

    @TestFactory
    Stream<DynamicTest> theCoresKeepTheLaw() {
        return CoreLaw.rules("io.swarmsdk.scheduler.internal.core..").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        "no class " + rule.getKey(), () -> rule.getValue().check(MODULE)));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleFailsOnTheClassPlantedForIt() {
        return CoreLaw.rules("io.swarmsdk.scheduler.arch.planted..").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    var result = rule.getValue().evaluate(PLANTED);
                    assertThat(result.hasViolation()).isTrue();
                    assertThat(result.getFailureReport().getDetails())
                            .allMatch(detail -> detail.contains("planted." + rule.getKey()));
                }));
    }

    @Test
    void theRulesLookAtTheCores() {
        assertThat(MODULE.stream().map(JavaClass::getName))
                .contains("io.swarmsdk.scheduler.internal.core.orchestrate.ControlCore");
    }

    @Test
    void coresKnowNoShellAndOrchestrationKnowsNoWorkers() {
        noClasses()
                .that()
                .resideInAPackage("io.swarmsdk.scheduler.internal.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.swarmsdk.scheduler.internal.shell..", "io.swarmsdk.scheduler.testkit..")
                .check(MODULE);
        noClasses()
                .that()
                .resideInAnyPackage("..core.plan..", "..core.restart..", "..core.update..", "..core.place..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..core.orchestrate..", "..core.agent..", "..core.dispatch..")
                .check(MODULE);
    }
}
