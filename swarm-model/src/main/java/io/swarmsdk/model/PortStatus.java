package io.swarmsdk.model;

/**
 * A port that a running task is reached at.
 *
 * @param protocol TCP or UDP
 * @param targetPort the port the image's program speaks of
 * @param hostAddress IP address of the node
 * @param hostPort the port on the node, never 0
 */
public record PortStatus(PortProtocol protocol, int targetPort, String hostAddress, int hostPort) {}
