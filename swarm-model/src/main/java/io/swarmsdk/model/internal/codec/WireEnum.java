package io.swarmsdk.model.internal.codec;

import io.swarmsdk.model.store.MalformedException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Pairs each constant of an enum with the generated one of the same name behind a prefix. Immutable. */
final class WireEnum<E extends Enum<E>, W extends Enum<W>> {
    private final Class<E> type;
    private final Map<E, W> wires;
    private final Map<W, E> constants;

    private WireEnum(Class<E> type, Class<W> wire, String prefix) {
        this.type = type;
        wires = new EnumMap<>(type);
        constants = new EnumMap<>(wire);
        for (var constant : type.getEnumConstants()) {
            var counterpart = Enum.valueOf(wire, prefix + constant.name());
            wires.put(constant, counterpart);
            constants.put(counterpart, constant);
        }
    }

    static <E extends Enum<E>, W extends Enum<W>> WireEnum<E, W> of(Class<E> type, Class<W> wire, String prefix) {
        return new WireEnum<>(type, wire, prefix);
    }

    W toWire(E constant) {
        var wire = wires.get(constant);
        if (wire == null) {
            throw new IllegalStateException(constant + " has no counterpart on the wire");
        }
        return wire;
    }

    E fromWire(W wire) {
        var constant = constants.get(wire);
        if (constant == null) {
            throw new MalformedException(
                    type.getSimpleName() + ": " + wire + " (expected: one of "
                            + Arrays.toString(type.getEnumConstants()) + ")",
                    null);
        }
        return constant;
    }
}
