package io.swarmsdk.scheduler.spi;

import io.swarmsdk.model.PortStatus;
import java.util.List;

/**
 * A program that is up.
 *
 * @param ports where it is reached
 * @param message for an operator
 */
public record Started(List<PortStatus> ports, String message) {
    /** Copies the list. */
    public Started {
        ports = List.copyOf(ports);
    }

    /** Up, without ports. */
    public static Started withoutPorts() {
        return new Started(List.of(), "started");
    }
}
