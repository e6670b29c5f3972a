package io.swarmsdk.model;

import java.util.List;

/**
 * A service's wish to be in a network.
 *
 * @param network the network's name, as in {@link NetworkSpec#name()}
 * @param aliases further names of the service in it
 */
public record NetworkUse(String network, List<String> aliases) {
    /** Rejects a blank name and copies the list. */
    public NetworkUse {
        Checks.notBlank(network, "network");
        aliases = Checks.copy(aliases);
    }
}
