package io.swarmsdk.node.internal.config;

import java.net.InetSocketAddress;

/**
 * Where one manager is reached.
 *
 * @param nodeId the manager
 * @param api its control API, TCP
 * @param raft its Raft transport, TCP
 * @param gossip its gossip socket, UDP
 */
public record ManagerAddress(String nodeId, InetSocketAddress api, InetSocketAddress raft, InetSocketAddress gossip) {
    String encode() {
        return nodeId + "|" + HostPort.format(api) + "|" + HostPort.format(raft) + "|" + HostPort.format(gossip);
    }

    static ManagerAddress decode(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("managers: '" + text + "' (expected: id|api|raft|gossip)");
        }
        return new ManagerAddress(
                parts[0],
                HostPort.parse("managers", parts[1]),
                HostPort.parse("managers", parts[2]),
                HostPort.parse("managers", parts[3]));
    }
}
