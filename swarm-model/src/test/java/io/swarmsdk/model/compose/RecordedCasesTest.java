package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Docker made of the recorded files is what we make of them. */
class RecordedCasesTest {
    /** Docker prints these back though they do nothing; we leave them out. */
    private static final List<String> WITHOUT_EFFECT = List.of("logging", "container_name", "expose");

    static Stream<String> normalised() {
        return Cases.with(".expected.yml");
    }

    static Stream<String> requested() {
        return Cases.with(".api.json");
    }

    static Stream<String> stored() {
        return Cases.with(".stored.json");
    }

    @ParameterizedTest
    @MethodSource("normalised")
    void theNormalisedFileIsWhatDockerPrints(String name) {
        var expected = (Map<?, ?>) Cases.data(Cases.text(name + ".expected.yml"));
        Facts.map(expected, "services")
                .values()
                .forEach(service -> ((Map<?, ?>) service).keySet().removeAll(WITHOUT_EFFECT));
        assertThat(Cases.data(Cases.LOADER.normalise(Cases.file(name)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("normalised")
    void aNormalisedFileNormalisesToItself(String name) {
        var once = Cases.LOADER.normalise(Cases.file(name)).replace("$", "$$");
        assertThat(Cases.LOADER.normalise("again.yml", once)).isEqualTo(once.replace("$$", "$"));
    }

    @ParameterizedTest
    @MethodSource("requested")
    void theStackIsWhatDockerRequests(String name) {
        var stack = Cases.LOADER.load("st", Cases.file(name)).stack();
        assertThat(stack.services().stream().map(Facts::requested))
                .containsExactlyInAnyOrderElementsOf(bodies(name, "POST /services/create").stream()
                        .map(Facts::requested)
                        .toList());
        assertThat(stack.networks().stream().map(Facts::network))
                .containsExactlyInAnyOrderElementsOf(bodies(name, "POST /networks/create").stream()
                        .map(Facts::network)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("stored")
    void defaultsAreTheOnesAManagerFillsIn(String name) {
        var services = Cases.LOADER.load("st", Cases.file(name)).stack().services();
        var expected = (List<?>) Cases.data(Cases.text(name + ".stored.json"));
        assertThat(services).hasSameSizeAs(expected);
        for (var body : expected) {
            var service = (Map<?, ?>) body;
            assertThat(services)
                    .filteredOn(s -> s.name().equals(service.get("Name")))
                    .singleElement()
                    .satisfies(s -> assertThat(Facts.stored(s)).isEqualTo(Facts.stored(service)));
        }
    }

    private static List<? extends Map<?, ?>> bodies(String name, String call) {
        return ((List<?>) Cases.data(Cases.text(name + ".api.json")))
                .stream()
                        .map(item -> (Map<?, ?>) item)
                        .filter(item -> call.equals(item.get("call")))
                        .map(item -> Facts.map(item, "body"))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            500-err-not-mapping,               1, 1,  ''
            502-err-yaml-syntax,               3, 1,  ''
            504-err-duplicate-key,             2, 17, ''
            506-err-version-unknown,           1, 10, version
            508-err-unknown-service-key,       1, 26, services.s
            510-err-services-list,             1, 11, services
            512-err-image-type,                1, 23, services.s.image
            514-err-replicas-float,            1, 45, services.s.deploy.replicas
            516-err-duration,                  1, 45, services.s.stop_grace_period
            518-err-port,                      1, 34, services.s.ports[0]
            520-err-port-too-big,              1, 34, services.s.ports[0]
            522-err-port-long-unknown,         1, 47, services.s.ports[0]
            524-err-interp-colon-plus,         1, 23, services.s.image
            526-err-interp-required-empty,     1, 23, services.s.image
            528-err-interp-digit,              1, 40, services.s.labels.x
            531-err-interp-cast,               1, 45, services.s.deploy.replicas
            533-err-forbidden,                 1, 26, services.s.mem_limit
            535-err-cpus-number,               1, 62, services.s.deploy.resources.limits.cpus
            549-err-labels-bad-item,           1, 35, services.s.labels[0]
            553-err-unknown-anchor,            1, 23, ''
            555-err-anchor-cycle,              1, 18, ''
            557-err-container-name-and-unknown, 1, 45, services.s
            559-err-profiles,                  1, 26, services.s
            561-err-ipam-gateway,              2, 54, networks.n.ipam.config[0]
            580-err-version-number-not-string, 1, 10, version
            582-err-ports-not-unique,          1, 43, services.s.ports[1]
            584-err-env-boolean,               1, 43, services.s.environment.A
            586-err-placement-string,          1, 60, services.s.deploy.placement.constraints
            588-err-two-errors,                1, 23, services.s.image
            601-deploy-err-deploy-job-global-replicas, 1, 59, services.s.deploy.replicas
            605-deploy-err-invalid-image-ref,  1, 23, services.s.image
            609-deploy-err-restart-bad,        1, 35, services.s.restart
            615-deploy-err-no-image,           1, 15, services.s
            053-undefined-network-not-checked-by-config, 2, 28, services.s.networks[0]
            """)
    void whatDockerRefusesIsRefusedWithItsPlace(String name, int line, int column, String path) {
        var file = Cases.file(name);
        assertThatThrownBy(() -> Cases.LOADER.load("st", file)).isInstanceOfSatisfying(ComposeException.class, e -> {
            var first = e.problems().get(0);
            assertThat(first.file()).isEqualTo(file.toString());
            assertThat(first.line() + ":" + first.column() + " " + first.path())
                    .isEqualTo(line + ":" + column + " " + path);
        });
        if (name.startsWith("5")) {
            assertThatThrownBy(() -> Cases.LOADER.normalise(file)).isInstanceOf(ComposeException.class);
        }
    }
}
