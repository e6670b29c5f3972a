package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.internal.compose.ComposeFile.Port;
import io.swarmsdk.model.internal.compose.ComposeFile.Service;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Published ports that cannot both be had: twice in one service, or in two services of which one claims the port on every
 * node. Two services may publish the same port on the host: they have to end up on different nodes.
 */
final class PortConflicts {
    private final Problems problems;
    /** First claims by protocol and port. */
    private final Map<String, Port> onHosts = new TreeMap<>();

    private final Map<String, Port> everywhere = new TreeMap<>();

    PortConflicts(Problems problems) {
        this.problems = problems;
    }

    void check(List<Service> services) {
        for (var service : services) {
            var own = new TreeMap<String, Port>();
            for (var port : service.ports()) {
                port.published()
                        .ifPresent(published -> claim(port.protocol().orElse("tcp") + " port " + published, port, own));
            }
        }
    }

    private void claim(String name, Port claim, Map<String, Port> own) {
        boolean ingress = claim.mode().orElse(PublishMode.INGRESS) == PublishMode.INGRESS;
        var rival = own.get(name);
        if (rival == null) {
            rival = everywhere.get(name);
        }
        if (rival == null && ingress) {
            rival = onHosts.get(name);
        }
        if (rival != null) {
            var place = claim.place();
            problems.add(
                    place.at(),
                    place.path(),
                    name + " is published already (expected: once; "
                            + rival.place().path() + " has it)");
        }
        own.putIfAbsent(name, claim);
        (ingress ? everywhere : onHosts).putIfAbsent(name, claim);
    }
}
