package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.Names;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.PortProtocol;
import io.swarmsdk.model.PortSpec;
import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.Resources;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.TaskSpec;
import io.swarmsdk.model.UpdateConfig;
import io.swarmsdk.model.internal.compose.ComposeFile.Amounts;
import io.swarmsdk.model.internal.compose.ComposeFile.Deploy;
import io.swarmsdk.model.internal.compose.ComposeFile.Port;
import io.swarmsdk.model.internal.compose.ComposeFile.Service;
import io.swarmsdk.model.internal.compose.ComposeFile.Update;
import io.swarmsdk.model.internal.compose.Field.Sited;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns one service of a file into a spec. */
final class ServiceConverter {
    /** Names the image as the file wrote it; the same key that Docker uses. */
    static final String IMAGE_LABEL = "com.docker.stack.image";

    private static final long MIN_MEMORY = 4L << 20;
    private static final Pattern CONSTRAINT =
            Pattern.compile("\\s*[a-zA-Z_][a-zA-Z0-9_.-]+\\s*[=!]=\\s*[a-zA-Z0-9:_\\s.*()?+\\[\\]\\\\^$|/-]+");
    private static final Pattern ON_FAILURE = Pattern.compile("on-failure(?::([0-9]{1,9}))?");

    private final String stack;
    private final Problems problems;

    ServiceConverter(String stack, Problems problems) {
        this.stack = stack;
        this.problems = problems;
    }

    /** Empty when something is wrong that leaves no spec. */
    Optional<ServiceSpec> convert(Service service, List<NetworkUse> networks) {
        var deploy = service.deploy();
        var image = image(service);
        var name = stack + "_" + service.name();
        var mode = mode(deploy);
        var limits = amounts(deploy.flatMap(Deploy::resources).flatMap(ComposeFile.Resources::limits));
        var reservations = amounts(deploy.flatMap(Deploy::resources).flatMap(ComposeFile.Resources::reservations));
        var restart = restart(service);
        var placement = placement(deploy.flatMap(Deploy::placement));
        var ports = ports(service, deploy);
        if (image.isEmpty() || !Names.isDnsLabel(name)) {
            return Optional.empty();
        }
        var labels = new TreeMap<String, String>();
        deploy.ifPresent(d -> labels.putAll(d.labels()));
        labels.put(ServiceSpec.STACK_LABEL, stack);
        service.image().ifPresent(written -> labels.put(IMAGE_LABEL, written.value()));
        var task = new TaskSpec(container(service, image.get()), reservations, limits, restart, placement, networks, 0);
        return Optional.of(new ServiceSpec(
                name,
                labels,
                task,
                mode,
                deploy.flatMap(Deploy::update).map(ServiceConverter::update).orElse(UpdateConfig.DEFAULT),
                deploy.flatMap(Deploy::rollback).map(ServiceConverter::update).orElse(UpdateConfig.DEFAULT),
                ports));
    }

    private Optional<String> image(Service service) {
        if (service.image().isEmpty()) {
            problems.add(service.place().at(), service.place().path(), "no image (expected: image, what to run)");
            return Optional.empty();
        }
        var written = service.image().get();
        var familiar = ImageName.familiar(written.value());
        if (familiar.isEmpty()) {
            report(
                    written,
                    Problems.quote(written.value())
                            + " (expected: an image name, as in nginx, shop/web:1.2 or host:5000/path@sha256:…,"
                            + " the path in lower case)");
        }
        return familiar;
    }

    private ContainerSpec container(Service service, String image) {
        var labels = new TreeMap<>(service.labels());
        labels.put(ServiceSpec.STACK_LABEL, stack);
        return new ContainerSpec(
                image,
                service.entrypoint(),
                service.command(),
                environment(service),
                labels,
                service.hostname(),
                service.workingDirectory(),
                service.user(),
                service.stopGracePeriod().orElse(ContainerSpec.DEFAULT_STOP_GRACE_PERIOD));
    }

    private SortedMap<String, String> environment(Service service) {
        var result = new TreeMap<String, String>();
        service.environment().forEach((name, value) -> {
            if (value.isPresent()) {
                result.put(name, value.get());
            } else {
                problems.warn(
                        service.place().at(),
                        service.place().path() + ".environment",
                        Problems.quote(name) + " has no value here and none in the environment: left out");
            }
        });
        return result;
    }

    private ServiceMode mode(Optional<Deploy> deploy) {
        var replicas = deploy.flatMap(Deploy::replicas);
        if (deploy.flatMap(Deploy::mode).orElse("replicated").equals("global")) {
            replicas.ifPresent(count -> report(count, "replicas with mode global (expected: one of the two)"));
            return new ServiceMode.Global();
        }
        return new ServiceMode.Replicated(replicas.map(Sited::value).orElse(1));
    }

    private Resources amounts(Optional<Amounts> amounts) {
        var memory = amounts.flatMap(Amounts::memory);
        memory.filter(m -> m.value() > 0 && m.value() < MIN_MEMORY)
                .ifPresent(m -> report(m, m.value() + " bytes of memory (expected: at least 4 MiB)"));
        long nanoCpus = amounts.flatMap(Amounts::cpus)
                .map(text -> Sizes.nanoCpus(text).orElse(0))
                .orElse(0L);
        return new Resources(nanoCpus, memory.map(Sited::value).orElse(0L));
    }

    /** The old key counts only where the new one is missing. */
    private RestartPolicy restart(Service service) {
        var fallback = RestartPolicy.DEFAULT;
        return service.deploy()
                .flatMap(Deploy::restart)
                .map(restart -> new RestartPolicy(
                        restart.condition().orElse(fallback.condition()),
                        restart.delay().orElse(fallback.delay()),
                        restart.maxAttempts().orElse(fallback.maxAttempts()),
                        restart.window().orElse(fallback.window())))
                .or(() -> service.restart().map(this::legacyRestart))
                .orElse(fallback);
    }

    private RestartPolicy legacyRestart(Sited<String> restart) {
        var fallback = RestartPolicy.DEFAULT;
        var onFailure = ON_FAILURE.matcher(restart.value());
        if (onFailure.matches()) {
            int attempts = onFailure.group(1) == null ? 0 : Integer.parseInt(onFailure.group(1));
            return new RestartPolicy(RestartPolicy.Condition.ON_FAILURE, fallback.delay(), attempts, fallback.window());
        }
        if (!List.of("no", "always", "unless-stopped").contains(restart.value())) {
            report(
                    restart,
                    Problems.quote(restart.value())
                            + " (expected: no, always, unless-stopped or on-failure[:attempts])");
        }
        return fallback; // "no" too: Docker sets no policy for it, and the swarm then fills in its default
    }

    private Placement placement(Optional<ComposeFile.Placement> placement) {
        if (placement.isEmpty()) {
            return Placement.ANYWHERE;
        }
        for (var constraint : placement.get().constraints()) {
            if (constraint.value().length() > 1_000
                    || !CONSTRAINT.matcher(constraint.value()).matches()) {
                report(
                        constraint,
                        Problems.quote(constraint.value())
                                + " (expected: KEY==VALUE or KEY!=VALUE, as in node.labels.zone==a)");
            }
        }
        return new Placement(
                placement.get().constraints().stream().map(Sited::value).toList(),
                placement.get().spreadOver(),
                placement.get().maxReplicasPerNode().orElse(0));
    }

    private static UpdateConfig update(Update update) {
        var fallback = UpdateConfig.DEFAULT;
        return new UpdateConfig(
                update.parallelism().orElse(fallback.parallelism()),
                update.delay().orElse(fallback.delay()),
                update.failureAction().orElse(fallback.failureAction()),
                update.monitor().filter(d -> !d.equals(Duration.ZERO)).orElse(fallback.monitor()), // 0 is "not given"
                update.maxFailureRatio().orElse(fallback.maxFailureRatio()),
                update.order().orElse(fallback.order()));
    }

    private List<PortSpec> ports(Service service, Optional<Deploy> deploy) {
        var endpointMode =
                deploy.flatMap(Deploy::endpointMode).filter(mode -> mode.value().equals("dnsrr"));
        endpointMode.ifPresent(mode -> problems.warn(
                mode.place().at(), mode.place().path(), "dnsrr has no effect yet: the service is reached as with vip"));
        return service.ports().stream()
                .map(port -> port(port, endpointMode.isPresent()))
                .sorted(Comparator.comparingInt(PortSpec::publishedPort))
                .toList();
    }

    private PortSpec port(Port port, boolean noIngress) {
        var mode = port.mode().orElse(PublishMode.INGRESS);
        var place = port.place();
        if (noIngress && mode == PublishMode.INGRESS) {
            problems.add(
                    place.at(), place.path(), "mode ingress with endpoint_mode dnsrr (expected: mode host, or vip)");
        }
        var protocol = port.protocol().orElse("tcp");
        if (protocol.equals("sctp")) {
            problems.add(place.at(), place.path(), "sctp is not supported yet (expected: tcp or udp)");
        }
        return new PortSpec(
                protocol.equals("udp") ? PortProtocol.UDP : PortProtocol.TCP,
                port.target(),
                port.published().orElse(0),
                mode);
    }

    private void report(Sited<?> sited, String message) {
        problems.add(sited.place().at(), sited.place().path(), message);
    }
}
