package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.UpdateConfig;
import io.swarmsdk.model.internal.compose.Field.Place;
import io.swarmsdk.model.internal.compose.Field.Sited;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A stack file in its long form: what it says and no more, so that what was left out is still known to be left out.
 *
 * @param version as in {@code 3.8}
 * @param services in the order of the file
 * @param networks in the order of the file
 * @param extensions the user's own keys
 */
public record ComposeFile(
        String version, List<Service> services, List<Network> networks, SortedMap<String, Yaml> extensions) {

    record Service(
            String name,
            Place place,
            Optional<Sited<String>> image,
            List<String> command,
            List<String> entrypoint,
            SortedMap<String, Optional<String>> environment,
            SortedMap<String, String> labels,
            Optional<String> hostname,
            Optional<String> workingDirectory,
            Optional<String> user,
            Optional<Duration> stopGracePeriod,
            List<Attachment> networks,
            List<Port> ports,
            List<String> dependsOn,
            Optional<Sited<String>> restart,
            Optional<Deploy> deploy,
            SortedMap<String, Yaml> extensions) {}

    record Attachment(String network, Place place, List<String> aliases) {}

    /** A protocol is kept as text: the format knows one that we do not. */
    record Port(
            Place place,
            Optional<PublishMode> mode,
            int target,
            Optional<Integer> published,
            Optional<String> protocol) {}

    record Deploy(
            Optional<String> mode,
            Optional<Sited<Integer>> replicas,
            SortedMap<String, String> labels,
            Optional<Update> update,
            Optional<Update> rollback,
            Optional<Resources> resources,
            Optional<Restart> restart,
            Optional<Placement> placement,
            Optional<Sited<String>> endpointMode) {}

    record Update(
            Optional<Integer> parallelism,
            Optional<Duration> delay,
            Optional<UpdateConfig.FailureAction> failureAction,
            Optional<Duration> monitor,
            Optional<Double> maxFailureRatio,
            Optional<UpdateConfig.Order> order) {}

    record Resources(Optional<Amounts> limits, Optional<Amounts> reservations) {}

    record Amounts(Optional<String> cpus, Optional<Sited<Long>> memory) {}

    record Restart(
            Optional<RestartPolicy.Condition> condition,
            Optional<Duration> delay,
            Optional<Integer> maxAttempts,
            Optional<Duration> window) {}

    record Placement(List<Sited<String>> constraints, List<String> spreadOver, Optional<Integer> maxReplicasPerNode) {}

    /**
     * A network.
     *
     * @param place of its key
     */
    record Network(
            String key,
            Place place,
            Optional<String> name,
            boolean external,
            Optional<String> driver,
            Map<String, String> driverOptions,
            Optional<String> ipamDriver,
            Optional<String> subnet,
            boolean internal,
            boolean attachable,
            SortedMap<String, String> labels) {}
}
