package io.swarmsdk.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeLoaderTest {
    private static ServiceSpec service(String keys) {
        return Cases.load("services: {s: {image: a, " + keys + "}}")
                .stack()
                .services()
                .get(0);
    }

    private static String problem(String yaml) {
        try {
            Cases.load(yaml);
        } catch (ComposeException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("accepted: " + yaml);
    }

    @Test
    void reportsEveryProblemOfAFileInItsOrder() {
        assertThat(problem("""
                services:
                  web:
                    imag: nginx
                    image: nginx:${OOPS:?no tag}
                    ports: ["80:80", "x"]
                    deploy: {replicas: many}
                networks: []
                """).lines())
                .containsExactly(
                        "stack.yml:3:5: services.web: key 'imag' (expected: a key of a service; perhaps 'image')",
                        "stack.yml:4:12: services.web.image: required variable OOPS is missing a value: no tag",
                        "stack.yml:5:22: services.web.ports[1]: 'x' (expected: ports as numbers, as in 80, 8080:80,"
                                + " 9090-9091:80-81 or 53:53/udp)",
                        "stack.yml:6:24: services.web.deploy.replicas: 'many' (expected: a whole number of 0..2147483647)",
                        "stack.yml:7:11: networks: a list (expected: a mapping)");
    }

    @Test
    void endsTheListOfProblemsOfAHopelessFile() {
        var yaml = new StringBuilder("services:\n");
        for (int i = 0; i < 1000; i++) {
            yaml.append(" s").append(i).append(": {no: x}\n");
        }
        assertThatThrownBy(() -> Cases.load(yaml.toString()))
                .isInstanceOfSatisfying(
                        ComposeException.class, e -> assertThat(e.problems()).hasSize(50));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            services: {1: {image: a}}             | stack.yml:1:12: key the number 1 (expected: a string
            services: {"a b": {image: a}}         | stack.yml:1:12: services: name 'a b' (expected: letters, digits
            services: {a.b: {image: a}}           | stack.yml:1:17: services.a.b: name 'st_a.b' (expected: 1..63 letters
            services: {s: }                       | stack.yml:1:14: services.s: nothing (expected: a mapping)
            services:                             | services: nothing (expected: a mapping)
            ``                                    | stack.yml:1:1: an empty document (expected: a mapping at the top level)
            networks: {n: {driver: 5}}            | stack.yml:1:24: networks.n.driver: the number 5 (expected: a string
            nope: 1                               | stack.yml:1:1: key 'nope' (expected: a key of a stack file)
            service: {}                           | key 'service' (expected: a key of a stack file; perhaps 'services')
            services: {s: {image: a, deploy: {restart-policy: {}}}} | perhaps 'restart_policy'
            services: {s: {image: a, labels: {a: true}}}  | services.s.labels.a: the boolean true (expected: a string, a number or nothing)
            services: {s: {image: a, labels: }}   | services.s.labels: nothing (expected: a mapping, or a list of KEY=value)
            services: {s: {image: a, labels: [<<, &x a, *x]}} | services.s.labels[2]: 'a' again (expected: once)
            services: {s: {image: a, environment: [=x]}} | services.s.environment[0]: name '' (expected: NAME or NAME=value
            services: {s: {image: a, networks: n}} | services.s.networks: 'n' (expected: a list)
            services: {s: {image: a, networks: {n: {aliases: x}}}} | services.s.networks.n.aliases: 'x' (expected: a list)
            services: {s: {image: a, depends_on: {b: {}}}} | services.s.depends_on: a mapping (expected: a list)
            services: {s: {image: a, deploy: {mode: foo}}} | services.s.deploy.mode: 'foo' (expected: replicated or global)
            services: {s: {image: a, deploy: {mode: global-job}}} | 'global-job' is not supported yet
            services: {s: {image: a, deploy: {replicas: -2}}} | the number -2 (expected: a whole number of 0..
            services: {s: {image: a, deploy: {endpoint_mode: foo}}} | 'foo' (expected: vip or dnsrr)
            services: {s: {image: a, deploy: {update_config: {order: x}}}} | 'x' (expected: start-first, stop-first)
            services: {s: {image: a, deploy: {update_config: {max_failure_ratio: 5}}}} | the number 5 (expected: a number of 0.0..1.0)
            services: {s: {image: a, deploy: {placement: {constraints: [node.role]}}}} | constraints[0]: 'node.role' (expected: KEY==VALUE
            services: {s: {image: a, deploy: {placement: {preferences: [{}]}}}} | preferences[0]: no spread (expected: spread
            services: {s: {image: a, deploy: {resources: {limits: {pids: 5}}}}} | resources.limits.pids: not supported yet
            services: {s: {image: a, volumes: [a]}} | stack.yml:1:26: services.s.volumes: not supported yet
            services: {s: {image: a, networks: [x]}} | services.s.networks[0]: network 'x' (expected: one of the file's
            services: {s: {<<: 5}}                | stack.yml:1:20: <<: the number 5 (expected: a mapping or a list of them)
            services: {s: {image: !!int a}}       | tag tag:yaml.org,2002:int on 'a' (expected: no tag)
            services: !foo {}                     | tag !foo (expected: no tag)
            """)
    void saysWhatItSawAndWhatItExpected(String yaml, String message) {
        assertThat(problem(yaml)).contains(message);
    }

    @Test
    void saysWhereATabStands() {
        assertThat(problem("services:\n  web:\n\timage: a\n"))
                .startsWith("stack.yml:3:1: not YAML: ")
                .contains("\\t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3.6 | services.s.deploy.rollback_config | services: {s: {image: a, deploy: {rollback_config: {}}}}
            3.3 | services.s.deploy.update_config.order | services: {s: {image: a, deploy: {update_config: {order: stop-first}}}}
            3.7 | services.s.deploy.placement.max_replicas_per_node | services: {s: {image: a, deploy: {placement: {max_replicas_per_node: 1}}}}
            3.2 | services.s.deploy.placement.preferences | services: {s: {image: a, deploy: {placement: {preferences: []}}}}
            3.1 | services.s.deploy.endpoint_mode | services: {s: {image: a, deploy: {endpoint_mode: vip}}}
            3.1 | services.s.ports[0] | services: {s: {image: a, ports: [{target: 80}]}}
            3.1 | networks.n.attachable | networks: {n: {attachable: true}}
            3.4 | networks.n.name | networks: {n: {name: x}}
            3.6 | services.s | services: {s: {image: a, x-own: 1}}
            """)
    void knowsSinceWhichVersionAKeyIsThere(String version, String path, String yaml) {
        var text = "version: '%s'\n%s";
        assertThat(problem(text.formatted(version, yaml)))
                .startsWith("stack.yml:2:")
                .contains(": " + path + ": ");
        int next = Integer.parseInt(version.substring(2)) + 1;
        assertThat(Cases.load(text.formatted("3." + next, yaml)).stack()).isNotNull();
    }

    @Test
    void warnsOfWhatHasNoEffect() {
        var result = Cases.load("""
                services:
                  s:
                    image: a
                    privileged: true
                    build: .
                    restart: always
                    container_name: c
                    tty: true
                    depends_on: [t]
                    environment: {NONE: }
                    networks: {n: {ipv4_address: 10.0.0.1}}
                  t: {image: a, deploy: {endpoint_mode: DnsRR}, devices: [], networks: [e]}
                networks:
                  n: {driver_opts: {mtu: 1400}}
                  e: {external: {name: real}}
                volumes: {v: {}}
                """);
        assertThat(result.warnings())
                .containsExactly(
                        "stack.yml:16:1: volumes: has no effect yet",
                        "stack.yml:8:5: services.s.tty: has no effect yet",
                        "stack.yml:9:17: services.s.depends_on: has no effect: services of a stack start in no order",
                        "stack.yml:11:34: services.s.networks.n.ipv4_address: has no effect: the swarm gives addresses",
                        "stack.yml:14:26: networks.n.driver_opts.mtu: has no effect yet",
                        "stack.yml:15:24: networks.e.external.name: external.name is deprecated in favor of the network's"
                                + " name key",
                        "Ignoring unsupported options: build, devices, privileged, restart",
                        "Ignoring deprecated option container_name: Setting the container name is not supported.",
                        "stack.yml:3:5: services.s.environment: 'NONE' has no value here and none in the environment:"
                                + " left out",
                        "stack.yml:12:41: services.t.deploy.endpoint_mode: dnsrr has no effect yet: the service is"
                                + " reached as with vip");
    }

    @Test
    void createsOnlyTheNetworksThatAServiceUses() {
        var stack = Cases.load("""
                services:
                  a: {image: a, networks: {front: {aliases: [web, www]}, back: }}
                  b: {image: a, networks: [ext, front]}
                  c: {image: a}
                networks:
                  front: {attachable: true, labels: [a=b]}
                  back: {internal: true, ipam: {driver: default, config: [{subnet: 10.20.0.0/24}]}, name: own}
                  ext: {external: true}
                  unused: {}
                """).stack();
        assertThat(stack.services())
                .extracting(s -> s.task().networks())
                .containsExactly(
                        List.of(
                                new NetworkUse("own", List.of("a")),
                                new NetworkUse("st_front", List.of("web", "www", "a"))),
                        List.of(new NetworkUse("ext", List.of("b")), new NetworkUse("st_front", List.of("b"))),
                        List.of(new NetworkUse("st_default", List.of("c"))));
        var label = Map.of(ServiceSpec.STACK_LABEL, "st");
        assertThat(stack.networks())
                .containsExactly(
                        new NetworkSpec(
                                "st_front",
                                Map.of("a", "b", ServiceSpec.STACK_LABEL, "st"),
                                "overlay",
                                Optional.empty(),
                                true,
                                false),
                        new NetworkSpec("own", label, "overlay", Optional.of("10.20.0.0/24"), false, true),
                        new NetworkSpec("st_default", label, "overlay", Optional.empty(), false, false));
    }

    @Test
    void theDefaultNetworkCanBeConfigured() {
        var stack = Cases.load("services: {s: {image: a}}\nnetworks: {default: {internal: true}}")
                .stack();
        assertThat(stack.networks()).singleElement().satisfies(network -> {
            assertThat(network.name()).isEqualTo("st_default");
            assertThat(network.internal()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {driver: bridge}                  | 'bridge' is not supported yet (expected: overlay)
            {external: true, name: host}      | the machine's own network 'host' is not supported yet
            {name: "a.b"}                     | name 'a.b' (expected: 1..63 letters
            {driver_opts: {encrypted: ""}}    | networks.n.driver_opts.encrypted: not supported yet
            {ipam: {driver: other}}           | networks.n.ipam.driver: 'other' (expected: default)
            {ipam: {config: [{subnet: x}]}}   | networks.n.ipam.config[0].subnet: 'x' (expected: an IPv4 subnet
            {ipam: {config: [{subnet: 10.0.0.1/24}]}} | '10.0.0.1/24' (expected: an IPv4 subnet
            {ipam: {config: [{subnet: 10.0.0.0/31}]}} | '10.0.0.0/31' (expected: an IPv4 subnet
            {ipam: {config: [{subnet: 10.0.0.0/24}, {subnet: 10.1.0.0/24}]}} | config[1]: a second subnet is not supported yet
            {name: x, external: {name: y}}    | networks.n.external.name: a second name
            {name: st_m}                      | name 'st_m' again (expected: once)
            """)
    void refusesANetworkThatIsWrong(String network, String message) {
        var yaml = "services: {s: {image: a, networks: [n, m]}}\nnetworks: {n: " + network + ", m: {}}";
        assertThat(problem(yaml)).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "no, ANY, 0",
        "always, ANY, 0",
        "unless-stopped, ANY, 0",
        "on-failure, ON_FAILURE, 0",
        "on-failure:3, ON_FAILURE, 3"
    })
    void theOldRestartKeyCountsWhereTheNewOneIsMissing(
            String written, RestartPolicy.Condition condition, int attempts) {
        assertThat(service("restart: '" + written + "'").task().restart())
                .isEqualTo(new RestartPolicy(condition, Duration.ofSeconds(5), attempts, Duration.ZERO));
        assertThat(service("restart: always, deploy: {restart_policy: {condition: none, delay: 0s}}")
                        .task()
                        .restart())
                .isEqualTo(new RestartPolicy(RestartPolicy.Condition.NONE, Duration.ZERO, 0, Duration.ZERO));
    }

    @Test
    void ownKeysWinOverMergedOnesAndKeepTheirPlace() {
        var yaml = """
                x-base: &base
                  hostname: base
                  labels: {a: b}
                x-more: &more {hostname: more, user: bob}
                services:
                  s:
                    labels: {c: d}
                    <<: [*base, *more]
                    image: a
                  t: {<<: *more, image: a, user: 5}
                """;
        assertThat(problem(yaml))
                .isEqualTo("stack.yml:10:34: services.t.user: the number 5 (expected: a string; quotes make it one)");
        var container = Cases.load(yaml.replace("user: 5", "user: x"))
                .stack()
                .services()
                .get(0)
                .task()
                .container();
        assertThat(container.hostname()).contains("base");
        assertThat(container.user()).contains("bob");
        assertThat(container.labels()).isEqualTo(Map.of("c", "d", ServiceSpec.STACK_LABEL, "st"));
    }

    @Test
    void readsEnvironmentFilesBesideTheStackFile() {
        var specs = Cases.LOADER.load("st", Cases.file("041-env-file")).stack().services();
        assertThat(specs.get(0).task().container().env())
                .isEqualTo(Map.of(
                        "A",
                        "over",
                        "B",
                        "from_b",
                        "C",
                        "$TAG ${TAG}",
                        "D",
                        "x=y",
                        "H",
                        "a#b",
                        "LEAD",
                        "x",
                        "NEW",
                        "1",
                        "Q",
                        "\"quoted\"",
                        "TAG",
                        "1.2"));
        assertThat(specs.get(1).task().container().env())
                .isEqualTo(Map.of("A", "from_a", "B", "b a", "H", "a#b", "LEAD", "x", "Q", "\"quoted\"", "TAG", "1.2"));
    }

    @Test
    void readsNoFileForATextThatCameWithoutAFolder(@TempDir Path folder) throws IOException {
        var yaml = "services: {s: {image: a, env_file: x.env}}";
        assertThat(problem(yaml)).contains("services.s.env_file: a file named by a text that came without a folder");
        var loader = ComposeLoader.builder().workingDirectory(folder).build();
        assertThatThrownBy(() -> loader.load("st", "s", yaml))
                .hasMessage(
                        "s:1:36: services.s.env_file: 'x.env' cannot be read (expected: a file of NAME=value lines)");
        Files.writeString(folder.resolve("x.env"), "A=1\nB C=2\n");
        assertThatThrownBy(() -> loader.load("st", "s", yaml))
                .hasMessageContaining("'x.env': line 'B C=2' (expected: NAME");
    }

    @Test
    void refusesAStackNameThatIsNoDnsLabel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cases.LOADER.load("a.b", "s", "services: {}"))
                .withMessageStartingWith("stackName: 'a.b' (expected: ");
    }

    @Test
    void aStackWithoutServicesIsEmpty() {
        assertThat(Cases.load("version: '3'").stack()).isEqualTo(new StackSpec("st", List.of(), List.of()));
    }

    @Test
    void aFileThatIsNotThereIsAnErrorOfTheDisk(@TempDir Path folder) {
        assertThatThrownBy(() -> Cases.LOADER.load("st", folder.resolve("none.yml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageEndingWith("none.yml: cannot be read: no such file");
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithTheirPlace(@TempDir Path folder) throws IOException {
        var file = folder.resolve("s.yml");
        Files.write(file, new byte[] {'a', ':', '\n', ' ', ' ', (byte) 0xC3, 0x28});
        assertThatThrownBy(() -> Cases.LOADER.load("st", file)).hasMessage(file + ":2:3: byte 0xC3 (expected: UTF-8)");
    }
}
