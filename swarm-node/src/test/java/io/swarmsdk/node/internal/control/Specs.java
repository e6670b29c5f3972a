package io.swarmsdk.node.internal.control;

import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Stacks for tests: services and networks labelled as the stack's own. */
public final class Specs {
    private Specs() {}

    /** A service of the stack on these networks. */
    public static ServiceSpec service(String stack, String name, int replicas, String... networks) {
        ServiceSpec plain = ServiceSpec.replicated(name, "image:1", replicas).withLabels(label(stack));
        return plain.withTask(plain.task()
                .withNetworks(Stream.of(networks)
                        .map(network -> new NetworkUse(network, List.of()))
                        .toList()));
    }

    /** A network of the stack. */
    public static NetworkSpec network(String stack, String name) {
        return new NetworkSpec(name, label(stack), "overlay", Optional.empty(), false, false);
    }

    /** A stack of one network and services on it. */
    public static StackSpec stack(String name, String... services) {
        String network = name + "_net";
        return new StackSpec(
                name,
                Stream.of(services)
                        .map(service -> service(name, service, 1, network))
                        .toList(),
                List.of(network(name, network)));
    }

    private static Map<String, String> label(String stack) {
        return Map.of(ServiceSpec.STACK_LABEL, stack);
    }
}
