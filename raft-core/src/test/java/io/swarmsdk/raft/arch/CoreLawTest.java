package io.swarmsdk.raft.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoreLawTest {

    static {
        // The rules ask what is named, not what it inherits: no need to read the whole class path.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final JavaClasses REAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.swarmsdk.raft.internal.core");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("io.swarmsdk.raft.arch.planted");

    static Stream<Arguments> rulesAndCulprits() {
        var culprits = java.util.List.of(
                "Concurrent", "Output", "ReadsClock", "RollsDice", "SaltedOrder", "PlatformMaths", "Framework");
        return IntStream.range(0, CoreLaw.RULES.size())
                .mapToObj(i -> Arguments.of(CoreLaw.RULES.get(i), culprits.get(i)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("rulesAndCulprits")
    void theCoreKeepsTheLaw(ArchRule rule, String culprit) {
        rule.check(REAL);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("rulesAndCulprits")
    void eachRuleFindsItsPlantedCulpritAndNoOther(ArchRule rule, String culprit) {
        EvaluationResult result = rule.evaluate(PLANTED);
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().getDetails())
                .allSatisfy(detail -> assertThat(detail).contains("planted.internal.core." + culprit));
    }

    @Test
    void theLawLooksAtTheWholeCore() {
        assertThat(REAL.contain("io.swarmsdk.raft.internal.core.RaftCore")).isTrue();
        assertThat(REAL.size()).isGreaterThan(30);
    }
}
