package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.ComposeFile.Attachment;
import io.swarmsdk.model.internal.compose.ComposeFile.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one entry of {@code services}. */
final class ServiceReader {
    private static final String LIMITS = "deploy.resources instead";

    private static final Keys SERVICE = Keys.of(
                    "a service",
                    "image",
                    "command",
                    "entrypoint",
                    "environment",
                    "env_file",
                    "labels",
                    "hostname",
                    "working_dir",
                    "user",
                    "stop_grace_period",
                    "networks",
                    "ports",
                    "depends_on",
                    "deploy",
                    "restart")
            .later(
                    "cap_add",
                    "cap_drop",
                    "configs",
                    "credential_spec",
                    "dns",
                    "dns_search",
                    "extra_hosts",
                    "healthcheck",
                    "read_only",
                    "secrets",
                    "stop_signal",
                    "sysctls",
                    "tmpfs",
                    "ulimits",
                    "volumes")
            .dropped("init", "isolation", "logging", "oom_score_adj", "stdin_open", "tty")
            .ignored(
                    "build",
                    "cgroupns_mode",
                    "cgroup_parent",
                    "devices",
                    "domainname",
                    "external_links",
                    "ipc",
                    "links",
                    "mac_address",
                    "network_mode",
                    "pid",
                    "privileged",
                    "security_opt",
                    "shm_size",
                    "userns_mode")
            .deprecated("container_name", "Setting the container name is not supported.")
            .deprecated(
                    "expose",
                    "Exposing ports is unnecessary - services on the same network can access each other's containers"
                            + " on any port.")
            .forbidden("a service written out; x- keys with anchors share parts of it", "extends")
            .forbidden("a driver at the top-level volume instead", "volume_driver")
            .forbidden("a top-level volume that both services name", "volumes_from")
            .forbidden(LIMITS, "cpu_quota", "cpu_shares", "cpuset", "mem_limit", "memswap_limit")
            .extensions(7);

    private static final Keys ATTACHMENT = Keys.of("a service's network", "aliases", "ipv4_address", "ipv6_address")
            .later("driver_opts");

    private final Keys.Context context;
    private final Environment environment;
    private final DeployReader deploys;
    private final PortReader ports;

    ServiceReader(Keys.Context context, Environment environment) {
        this.context = context;
        this.environment = environment;
        deploys = new DeployReader(context);
        ports = new PortReader(context);
    }

    Service read(String name, Field field) {
        var fields = SERVICE.check(field, context);
        var restart = optional(fields, "restart");
        restart.ifPresent(ignored -> context.ignore("restart"));
        var dependsOn = optional(fields, "depends_on");
        dependsOn.ifPresent(f -> f.warn("has no effect: services of a stack start in no order"));
        return new Service(
                name,
                field.place(),
                optional(fields, "image").flatMap(f -> f.filledString().map(f::sited)),
                optional(fields, "command").map(ServiceReader::command).orElse(List.of()),
                optional(fields, "entrypoint").map(ServiceReader::command).orElse(List.of()),
                environment.read(optional(fields, "env_file"), optional(fields, "environment")),
                optional(fields, "labels").map(Field::labels).orElseGet(TreeMap::new),
                optional(fields, "hostname").flatMap(Field::filledString),
                optional(fields, "working_dir").flatMap(Field::filledString),
                optional(fields, "user").flatMap(Field::filledString),
                optional(fields, "stop_grace_period").flatMap(Field::duration),
                optional(fields, "networks").map(this::networks).orElse(List.of()),
                optional(fields, "ports").map(ports::read).orElse(List.of()),
                dependsOn.map(Field::uniqueStrings).orElse(List.of()),
                restart.flatMap(f -> f.filledString().map(f::sited)),
                optional(fields, "deploy").filter(f -> !f.is(Yaml.Kind.NULL)).map(deploys::read),
                FileReader.extensions(fields));
    }

    static Optional<Field> optional(Map<String, Field> fields, String key) {
        return Optional.ofNullable(fields.get(key));
    }

    private static List<String> command(Field field) {
        return field.isList()
                ? field.strings()
                : field.parsed(ShellWords::split, "a command line with its quotes closed, or a list of strings")
                        .orElse(List.of());
    }

    /** In the order of their names. */
    private List<Attachment> networks(Field field) {
        var attachments = new ArrayList<Attachment>();
        if (field.isMapping()) {
            field.mapping().forEach((name, value) -> {
                var at = new Field.Place(field.keyAt(name), value.path());
                attachments.add(new Attachment(name, at, value.is(Yaml.Kind.NULL) ? List.of() : aliases(value)));
            });
        } else {
            for (var item : field.uniqueList()) {
                item.string().ifPresent(name -> attachments.add(new Attachment(name, item.place(), List.of())));
            }
        }
        attachments.sort(Comparator.comparing(Attachment::network));
        return attachments;
    }

    private List<String> aliases(Field field) {
        var fields = ATTACHMENT.check(field, context);
        for (var key : List.of("ipv4_address", "ipv6_address")) {
            optional(fields, key)
                    .filter(f -> f.string().isPresent())
                    .ifPresent(f -> f.warn("has no effect: the swarm gives addresses"));
        }
        return optional(fields, "aliases").map(Field::uniqueStrings).orElse(List.of());
    }
}
