package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.Names;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.internal.compose.ComposeFile.Attachment;
import io.swarmsdk.model.internal.compose.ComposeFile.Network;
import io.swarmsdk.model.internal.compose.ComposeFile.Service;
import io.swarmsdk.model.internal.compose.Field.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns a file into the nouns: names get the stack's in front, every object its label, what is left out its default; and
 * finds what is wrong only when things are seen together, such as a network that nobody declared.
 */
public final class StackConverter {
    private static final String DEFAULT_NETWORK = "default";
    private static final Set<String> MACHINE_NETWORKS = new TreeSet<>(List.of("bridge", "host", "none"));

    private final String stack;
    private final Map<String, Network> networks = new TreeMap<>();
    private final Problems problems;
    private final ServiceConverter services;
    private final Set<String> used = new TreeSet<>();

    private StackConverter(String stack, ComposeFile file, Problems problems) {
        this.stack = stack;
        this.problems = problems;
        services = new ServiceConverter(stack, problems);
        file.networks().forEach(network -> networks.put(network.key(), network));
    }

    /**
     * The stack of that name.
     *
     * @throws io.swarmsdk.model.compose.ComposeException with every problem found
     */
    public static StackSpec convert(String stack, ComposeFile file, Problems problems) {
        return new StackConverter(stack, file, problems).convert(file);
    }

    private StackSpec convert(ComposeFile file) {
        var specs = new ArrayList<ServiceSpec>();
        for (var service : file.services()) {
            var uses = uses(service);
            checkName(scoped(service.name()), service.place());
            services.convert(service, uses).ifPresent(specs::add);
        }
        new PortConflicts(problems).check(file.services());
        var created = new ArrayList<NetworkSpec>();
        var names = new TreeSet<String>();
        for (var network : file.networks()) {
            if (used.contains(network.key()) && !network.external()) {
                network(network, names).ifPresent(created::add);
            }
        }
        if (used.contains(DEFAULT_NETWORK) && !networks.containsKey(DEFAULT_NETWORK)) {
            var labels = Map.of(ServiceSpec.STACK_LABEL, stack);
            created.add(new NetworkSpec(scoped(DEFAULT_NETWORK), labels, "overlay", Optional.empty(), false, false));
        }
        problems.throwIfAny();
        return new StackSpec(stack, specs, created);
    }

    private String scoped(String name) {
        return stack + "_" + name;
    }

    private boolean checkName(String name, Place place) {
        boolean good = Names.isDnsLabel(name);
        if (!good) {
            problems.add(
                    place.at(),
                    place.path(),
                    "name " + Problems.quote(name)
                            + " (expected: 1..63 letters, digits, '-' or '_', beginning and ending with a letter or digit)");
        }
        return good;
    }

    /** By the networks' names; each gives the service's own name as the last alias. */
    private List<NetworkUse> uses(Service service) {
        var attachments = service.networks().isEmpty()
                ? List.of(new Attachment(DEFAULT_NETWORK, service.place(), List.of()))
                : service.networks();
        var uses = new TreeMap<String, NetworkUse>();
        for (var attachment : attachments) {
            var name = networkName(attachment);
            if (name.isEmpty()) {
                continue;
            }
            var aliases = new LinkedHashSet<>(attachment.aliases());
            aliases.add(service.name());
            var use = new NetworkUse(name.get(), List.copyOf(aliases));
            if (uses.put(use.network(), use) != null) {
                report(attachment, "network " + Problems.quote(use.network()) + " again (expected: once)");
            }
        }
        return List.copyOf(uses.values());
    }

    private Optional<String> networkName(Attachment attachment) {
        var key = attachment.network();
        var network = networks.get(key);
        if (network == null && !key.equals(DEFAULT_NETWORK)) {
            report(attachment, "network " + Problems.quote(key) + " (expected: one of the file's top-level networks)");
            return Optional.empty();
        }
        used.add(key);
        var name = network == null ? scoped(key) : network.name().orElse(scoped(key));
        if (network != null && network.external() && MACHINE_NETWORKS.contains(name)) {
            report(attachment, "the machine's own network '" + name + "' is not supported yet (expected: an overlay)");
            return Optional.empty();
        }
        return checkName(name, network == null ? attachment.place() : network.place())
                ? Optional.of(name)
                : Optional.empty();
    }

    private void report(Attachment attachment, String message) {
        problems.add(attachment.place().at(), attachment.place().path(), message);
    }

    private Optional<NetworkSpec> network(Network network, Set<String> names) {
        var name = network.name().orElse(scoped(network.key()));
        var driver = network.driver().orElse("overlay");
        var place = network.place();
        if (!driver.equals("overlay")) {
            problems.add(
                    place.at(),
                    place.path() + ".driver",
                    Problems.quote(driver) + " is not supported yet (expected: overlay)");
        }
        if (!names.add(name)) {
            problems.add(place.at(), place.path(), "name " + Problems.quote(name) + " again (expected: once)");
        }
        if (!Names.isDnsLabel(name)) {
            return Optional.empty(); // reported where it is used
        }
        var labels = new TreeMap<>(network.labels());
        labels.put(ServiceSpec.STACK_LABEL, stack);
        return Optional.of(
                new NetworkSpec(name, labels, driver, network.subnet(), network.attachable(), network.internal()));
    }
}
