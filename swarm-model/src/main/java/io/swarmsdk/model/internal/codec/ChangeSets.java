package io.swarmsdk.model.internal.codec;

import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.model.store.Change;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict;
import io.swarmsdk.model.store.MalformedException;
import java.util.Optional;

/** Log entries and the replies to them, to and from generated types. */
final class ChangeSets {
    private static final int FORMAT = 1;
    private static final WireEnum<Conflict.Precondition, Wire.Conflict.Precondition> PRECONDITION =
            WireEnum.of(Conflict.Precondition.class, Wire.Conflict.Precondition.class, "PRECONDITION_");

    private ChangeSets() {}

    static Wire.ChangeSet toWire(ChangeSet changes) {
        var wire = Wire.ChangeSet.newBuilder().setFormat(FORMAT).setAt(Parts.time(changes.at()));
        changes.term().ifPresent(wire::setTerm);
        changes.changes().forEach(change -> wire.addChanges(change.deliverTo(TO_WIRE)));
        return wire.build();
    }

    static ChangeSet fromWire(Wire.ChangeSet wire) {
        if (wire.getFormat() != FORMAT) {
            throw new MalformedException(
                    "ChangeSet.format: " + Integer.toUnsignedString(wire.getFormat()) + " (expected: " + FORMAT + ")",
                    null);
        }
        var changes = ChangeSet.builder(Parts.time(wire.getAt()));
        if (wire.hasTerm()) {
            changes.inTerm(wire.getTerm());
        }
        wire.getChangesList().forEach(change -> changes.add(fromWire(change)));
        return changes.build();
    }

    private static Change fromWire(Wire.Change wire) {
        return switch (wire.getChangeCase()) {
            case CREATE -> new Change.Create(Objects.fromWire(wire.getCreate()));
            case UPDATE -> new Change.Update(Objects.fromWire(wire.getUpdate()));
            case DELETE -> {
                var it = wire.getDelete();
                yield new Change.Delete(Objects.KIND.fromWire(it.getKind()), it.getId(), it.getVersion());
            }
            case REQUIRE_VERSION -> {
                var it = wire.getRequireVersion();
                yield new Change.RequireVersion(Objects.KIND.fromWire(it.getKind()), it.getId(), it.getVersion());
            }
            case REQUIRE_ABSENT -> {
                var it = wire.getRequireAbsent();
                yield new Change.RequireAbsent(Objects.KIND.fromWire(it.getKind()), it.getName());
            }
            case REQUIRE_NAME_FREE -> {
                var it = wire.getRequireNameFree();
                yield new Change.RequireNameFree(Objects.KIND.fromWire(it.getKind()), it.getName());
            }
            case CHANGE_NOT_SET -> throw Parts.missing("Change.change");
        };
    }

    private static final Change.Receiver<Wire.Change> TO_WIRE = new Change.Receiver<>() {
        @Override
        public Wire.Change create(Change.Create create) {
            return Wire.Change.newBuilder()
                    .setCreate(Objects.toWire(create.object()))
                    .build();
        }

        @Override
        public Wire.Change update(Change.Update update) {
            return Wire.Change.newBuilder()
                    .setUpdate(Objects.toWire(update.next()))
                    .build();
        }

        @Override
        public Wire.Change delete(Change.Delete delete) {
            return Wire.Change.newBuilder()
                    .setDelete(Wire.Change.Versioned.newBuilder()
                            .setKind(Objects.KIND.toWire(delete.kind()))
                            .setId(delete.id())
                            .setVersion(delete.version()))
                    .build();
        }

        @Override
        public Wire.Change requireVersion(Change.RequireVersion require) {
            return Wire.Change.newBuilder()
                    .setRequireVersion(Wire.Change.Versioned.newBuilder()
                            .setKind(Objects.KIND.toWire(require.kind()))
                            .setId(require.id())
                            .setVersion(require.version()))
                    .build();
        }

        @Override
        public Wire.Change requireAbsent(Change.RequireAbsent require) {
            return Wire.Change.newBuilder()
                    .setRequireAbsent(Wire.Change.Named.newBuilder()
                            .setKind(Objects.KIND.toWire(require.kind()))
                            .setName(require.id()))
                    .build();
        }

        @Override
        public Wire.Change requireNameFree(Change.RequireNameFree require) {
            return Wire.Change.newBuilder()
                    .setRequireNameFree(Wire.Change.Named.newBuilder()
                            .setKind(Objects.KIND.toWire(require.kind()))
                            .setName(require.name()))
                    .build();
        }
    };

    static Wire.Conflict toWire(Conflict conflict) {
        var wire = Wire.Conflict.newBuilder()
                .setPrecondition(PRECONDITION.toWire(conflict.precondition()))
                .setId(conflict.id())
                .setDetail(conflict.detail());
        conflict.kind().ifPresent(kind -> wire.setKind(Objects.KIND.toWire(kind)));
        return wire.build();
    }

    static Conflict fromWire(Wire.Conflict wire) {
        return new Conflict(
                PRECONDITION.fromWire(wire.getPrecondition()),
                wire.getKind() == Wire.ObjectKind.OBJECT_KIND_UNSPECIFIED
                        ? Optional.empty()
                        : Optional.of(Objects.KIND.fromWire(wire.getKind())),
                wire.getId(),
                wire.getDetail());
    }
}
