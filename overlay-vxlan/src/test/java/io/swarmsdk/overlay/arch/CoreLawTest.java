package io.swarmsdk.overlay.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.swarmsdk.overlay.Vtep;
import io.swarmsdk.overlay.arch.planted.internal.core.Planted;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoreLawTest {

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importUrl(Vtep.class.getProtectionDomain().getCodeSource().getLocation());

    static Stream<ArchRule> rules() {
        return CoreLaw.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theCoreKeepsTheLaw(ArchRule rule) {
        assertThatCode(() -> rule.check(PRODUCTION)).doesNotThrowAnyException();
    }

    @Test
    void theCoreIsAmongWhatIsChecked() {
        assertThat(PRODUCTION.stream().map(type -> type.getName()))
                .contains("io.swarmsdk.overlay.internal.core.VirtualSwitch");
    }

    static Stream<Arguments> plants() {
        return Stream.of(
                Arguments.of(CoreLaw.NO_NETTY_OR_CAFFEINE, Planted.UsesNetty.class),
                Arguments.of(CoreLaw.NO_CONCURRENCY, Planted.StartsAThread.class),
                Arguments.of(CoreLaw.NO_CONCURRENCY, Planted.TakesALock.class),
                Arguments.of(CoreLaw.NO_IO, Planted.OpensASocket.class),
                Arguments.of(CoreLaw.NO_IO, Planted.ReadsAFile.class),
                Arguments.of(CoreLaw.NO_CLOCK, Planted.ReadsTheClock.class),
                Arguments.of(CoreLaw.NO_CLOCK, Planted.AsksForNow.class),
                Arguments.of(CoreLaw.NO_CHANCE, Planted.ThrowsDice.class),
                Arguments.of(CoreLaw.NO_CHANCE, Planted.TakesALogarithm.class),
                Arguments.of(CoreLaw.NO_SALTED_ORDER, Planted.WalksAHashMap.class),
                Arguments.of(CoreLaw.NO_SALTED_ORDER, Planted.CopiesAMap.class),
                Arguments.of(CoreLaw.NO_SALTED_ORDER, Planted.CollectsASet.class));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("plants")
    void eachRuleFailsOnAPlantedClass(ArchRule rule, Class<?> plant) {
        JavaClasses planted = new ClassFileImporter().importClasses(plant);

        assertThatThrownBy(() -> rule.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(plant.getSimpleName());
    }
}
