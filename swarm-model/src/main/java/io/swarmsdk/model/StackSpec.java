package io.swarmsdk.model;

import java.util.List;

/**
 * A set of services and networks declared together. Names of its services and networks carry the stack's name in front,
 * as in {@code shop_web}.
 *
 * @param name of the stack; a DNS label
 * @param services in the order of the file
 * @param networks in the order of the file; only those some service uses
 */
public record StackSpec(String name, List<ServiceSpec> services, List<NetworkSpec> networks) {
    /** Rejects a name that is no DNS label and copies the lists. */
    public StackSpec {
        Names.checkDnsLabel(name, "name");
        services = Checks.copy(services);
        networks = Checks.copy(networks);
    }
}
