package io.swarmsdk.node.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseLawTest {

    static {
        // The rules ask what is named, not what it inherits: no need to read the whole class path.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final String HOUSE = "io.swarmsdk";
    private static final String PLANTED = "io.swarmsdk.node.arch.planted.modules";

    private static final JavaClasses REAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/io/swarmsdk/node/api/"))
            .withImportOption(
                    location -> !location.contains("/internal/wire/")) // generated: slow to read, says nothing
            .importPackages(HOUSE);
    private static final JavaClasses FRONT = new ClassFileImporter()
            .importPackages("io.swarmsdk.node.arch.planted.front", "io.swarmsdk.node.arch.planted.internal.wire");
    private static final JavaClasses MODULES = new ClassFileImporter().importPackages(PLANTED);

    static Stream<String> modules() {
        return ModuleLaw.ARROWS.keySet().stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raft.RaftNode",
                "gossip.Gossip",
                "overlay.Vtep",
                "model.store.StateStore",
                "scheduler.Orchestration",
                "node.SwarmNode"
            })
    void theLawLooksAtEveryModule(String door) {
        assertThat(REAL.contain(HOUSE + "." + door)).isTrue();
    }

    @Test
    void noExportedClassNamesAHiddenType() {
        SignatureLaw.NO_HIDDEN_TYPE_IN_A_PUBLIC_SIGNATURE.check(REAL);
    }

    @Test
    void everyPlantedSignatureIsFoundAndNothingElse() {
        assertThat(violations(SignatureLaw.NO_HIDDEN_TYPE_IN_A_PUBLIC_SIGNATURE, FRONT))
                .extracting(detail -> detail.replaceAll("\\.arch\\.planted\\.front", "")
                        .replaceAll("io\\.swarmsdk\\.node\\.arch\\.planted\\.internal\\.wire\\.", "")
                        .replaceAll("io\\.swarmsdk\\.node\\.", ""))
                .containsExactlyInAnyOrder(
                        "Leaks names the internal type HiddenBase",
                        "Leaks names the internal type Hidden",
                        "Leaks.<init>(Hidden) names the internal type Hidden",
                        "Leaks.FIELD names the internal type Hidden",
                        "Leaks.inAnArray([LHidden;) names the internal type Hidden",
                        "Leaks.inAGeneric() names the internal type Hidden",
                        "Leaks.inABound(java.util.List) names the internal type Hidden",
                        "Leaks.thrown() names the internal type HiddenException",
                        "Leaks.inherited() names the internal type Hidden",
                        "Leaks.generated(com.google.protobuf.Empty) names the generated type com.google.protobuf.Empty",
                        "Leaks.ofTheControlApi() names the generated type api.GetNodeInfoRequest",
                        "Leaks$Component.<init>(Hidden) names the internal type Hidden",
                        "Leaks$Component.part() names the internal type Hidden");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyModuleKnowsOnlyWhatIsBelow(String module) {
        ModuleLaw.knowsOnlyWhatIsBelow(HOUSE, module).check(REAL);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noModuleReachesIntoAnother(String module) {
        ModuleLaw.reachesIntoNoOther(HOUSE, module).check(REAL);
    }

    @Test
    void onlyTestkitsKnowTheSimulator() {
        ModuleLaw.onlyTestkitsSimulate(HOUSE).check(REAL);
    }

    @ParameterizedTest
    @CsvSource({
        "raft,UsesGossip",
        "gossip,UsesOverlay",
        "overlay,UsesModel",
        "model,UsesScheduler",
        "scheduler,UsesRaft"
    })
    void everyPlantedArrowIsFound(String module, String culprit) {
        assertThat(violations(ModuleLaw.knowsOnlyWhatIsBelow(PLANTED, module), MODULES))
                .isNotEmpty()
                .allMatch(detail -> detail.contains(PLANTED + "." + module + "." + culprit));
    }

    @Test
    void theNodeMayKnowThemAllButReachIntoNone() {
        assertThat(violations(ModuleLaw.knowsOnlyWhatIsBelow(PLANTED, "node"), MODULES))
                .isEmpty();
        assertThat(violations(ModuleLaw.reachesIntoNoOther(PLANTED, "node"), MODULES))
                .isNotEmpty()
                .allMatch(detail -> detail.contains(PLANTED + ".node.ReachesIntoRaft"));
        assertThat(violations(ModuleLaw.reachesIntoNoOther(PLANTED, "scheduler"), MODULES))
                .isNotEmpty()
                .allMatch(detail -> detail.contains(PLANTED + ".scheduler.ReachesIntoTheCodec"));
    }

    private static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
