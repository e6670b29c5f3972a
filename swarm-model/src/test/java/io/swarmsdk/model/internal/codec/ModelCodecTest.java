package io.swarmsdk.model.internal.codec;

import static io.swarmsdk.model.fixture.Nouns.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.swarmsdk.model.ContainerSpec;
import io.swarmsdk.model.Network;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.fixture.Nouns;
import io.swarmsdk.model.fixture.RandomNouns;
import io.swarmsdk.model.internal.core.StoreCore;
import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Conflict;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCodecTest {
    @ParameterizedTest
    @EnumSource(ObjectKind.class)
    void givesBackEveryObjectItTook(ObjectKind kind) {
        var nouns = new RandomNouns(kind.ordinal());
        for (int i = 0; i < 200; i++) {
            SwarmObject object = nouns.object(kind, "id" + i);
            byte[] bytes = ModelCodec.encode(object);
            assertThat(ModelCodec.decodeObject(bytes)).isEqualTo(object);
            assertThat(ModelCodec.encode(ModelCodec.decodeObject(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void givesBackEveryChangeSetItTook() {
        var nouns = new RandomNouns(77);
        for (int i = 0; i < 300; i++) {
            var changes = nouns.changeSet((kind, id) -> 1);
            byte[] bytes = ModelCodec.encode(changes);
            assertThat(ModelCodec.decodeChangeSet(bytes)).isEqualTo(changes);
        }
    }

    @Test
    void answersWithTheRevisionOrTheConflict() {
        var applied = ModelCodec.encodeReply(new StoreCore.Outcome(Optional.empty(), 42, List.of()));
        assertThat(ModelCodec.decodeReply(applied)).isEqualTo(42);
        for (var precondition : Conflict.Precondition.values()) {
            boolean term = precondition == Conflict.Precondition.TERM;
            var conflict = new Conflict(
                    precondition, term ? Optional.empty() : Optional.of(ObjectKind.TASK), term ? "" : "t1", "why");
            var rejected = ModelCodec.encodeReply(new StoreCore.Outcome(Optional.of(conflict), 42, List.of()));
            assertThatThrownBy(() -> ModelCodec.decodeReply(rejected))
                    .isInstanceOfSatisfying(
                            ConflictException.class,
                            e -> assertThat(e.conflict()).isEqualTo(conflict));
        }
    }

    /** These bytes are in the logs and snapshots of clusters: a change here is a new format. */
    @Test
    void keepsTheBytesOfTheFirstFormat() {
        var changes = ChangeSet.builder(T0)
                .inTerm(7)
                .create(Network.create("n1", Nouns.network("n1", "front").spec()))
                .delete(ObjectKind.TASK, "t1", 3)
                .build();
        assertThat(HexFormat.of().formatHex(ModelCodec.encode(changes)))
                .isEqualTo(
                        "0801120808a09b9cd7061001180722200a1e221c0a026e31120412001a001a100a0566726f6e741a076f7665726c6179220a1a080803120274311803");
        assertThat(HexFormat.of().formatHex(ModelCodec.encode(Nouns.service("s1", "web", "front"))))
                .isEqualTo(
                        "12620a027331120412001a001a540a037765621a2b0a100a0a6e67696e783a312e32374a02080a12001a00220808031202080522002a0032070a0566726f6e7422040a0208022a0c080112001801220208053001320c0801120018012202080530012001");
    }

    @Test
    void writesPairsByKeyWhateverOrderTheyWereGivenIn() {
        var forward = new LinkedHashMap<String, String>();
        var backward = new LinkedHashMap<String, String>();
        for (int i = 0; i < 50; i++) {
            forward.put("k" + i, "v");
            backward.put("k" + (49 - i), "v");
        }
        assertThat(encoded(forward)).isEqualTo(encoded(backward));
    }

    private static byte[] encoded(Map<String, String> env) {
        var service = Nouns.service("s1", "web");
        var task = service.spec().task();
        var spec = service.spec().withTask(task.withContainer(task.container().withEnv(env)));
        return ModelCodec.encode(Service.create("s1", spec));
    }

    @Test
    void takesTextThatIsNoUnicode() {
        // An unpaired surrogate cannot be written as UTF-8; it must not make an entry that no replica can read.
        var env = Map.of("\uD800", "a", "?", "b");
        var once = ModelCodec.decodeObject(encoded(env));
        assertThat(ModelCodec.decodeObject(ModelCodec.encode(once))).isEqualTo(once);
    }

    @Test
    void saysWhatIsWrongWithBytesItRefuses() {
        refused(Wire.ChangeSet.getDefaultInstance(), "ChangeSet.format: 0 (expected: 1)");
        refused(Wire.ChangeSet.newBuilder().setFormat(2).build(), "ChangeSet.format: 2 (expected: 1)");
        refused(
                Wire.ChangeSet.newBuilder()
                        .setFormat(1)
                        .addChanges(Wire.Change.getDefaultInstance())
                        .build(),
                "Change.change: missing");
        var service = ModelCodec.toWire(Nouns.service("s1", "web"));
        refused(service.toBuilder().clearSpec().build(), "Service.spec: missing");
        refused(service.toBuilder().setId(" ").build(), "id: ' ' (expected: not blank)");
        var spec = service.getSpec();
        refused(service.toBuilder().setSpec(spec.toBuilder().setName("-")).build(), "name: '-' (expected: 1..63");
        refused(service.toBuilder().setSpec(spec.toBuilder().clearMode()).build(), "ServiceMode.mode: missing");
        refused(
                service.toBuilder()
                        .setSpec(spec.toBuilder()
                                .addPorts(Wire.PortSpec.newBuilder()
                                        .setTargetPort(80)
                                        .setProtocolValue(99)))
                        .build(),
                "PortProtocol: UNRECOGNIZED (expected: one of [TCP, UDP])");
        refused(
                service.toBuilder()
                        .setMeta(Wire.Meta.newBuilder()
                                .setCreatedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))
                        .build(),
                "Instant exceeds");
        var container = ModelCodec.toWire(ContainerSpec.of("nginx"));
        var tooLong = Duration.newBuilder().setSeconds(Long.MAX_VALUE).setNanos(Integer.MAX_VALUE);
        assertThatThrownBy(() -> ModelCodec.fromWire(
                        container.toBuilder().setStopGracePeriod(tooLong).build()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("overflow");
    }

    private static void refused(Wire.Service service, String message) {
        var bytes = Wire.SwarmObject.newBuilder().setService(service).build().toByteArray();
        assertThatThrownBy(() -> ModelCodec.decodeObject(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    private static void refused(Wire.ChangeSet changes, String message) {
        assertThatThrownBy(() -> ModelCodec.decodeChangeSet(changes.toByteArray()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void throwsNothingButItsOwnExceptionWhateverTheBytes() {
        var nouns = new RandomNouns(5);
        var random = new SplittableRandom(6);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = i % 4 == 0
                    ? ModelCodec.encode(nouns.object())
                    : ModelCodec.encode(nouns.changeSet((kind, id) -> 1));
            byte[] hostile = mutated(bytes, random);
            for (var failure : List.of(
                    Optional.ofNullable(catchThrowable(() -> ModelCodec.decodeObject(hostile))),
                    Optional.ofNullable(catchThrowable(() -> ModelCodec.decodeChangeSet(hostile))),
                    Optional.ofNullable(catchThrowable(() -> ModelCodec.decodeReply(hostile))))) {
                failure.ifPresent(thrown -> assertThat(thrown)
                        .as(() -> HexFormat.of().formatHex(hostile))
                        .isInstanceOfAny(MalformedException.class, ConflictException.class));
                refused += failure.isPresent() ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(3_000);
    }

    @Test
    void doesNotAllocateWhatAHostileLengthPromises() {
        byte[] bytes = {0x0A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07}; // a node of 2 GiB
        assertThatThrownBy(() -> ModelCodec.decodeObject(bytes)).isInstanceOf(MalformedException.class);
        var nested = ByteString.copyFrom("\n".repeat(100_000), StandardCharsets.US_ASCII)
                .toByteArray();
        assertThatThrownBy(() -> ModelCodec.decodeObject(nested)).isInstanceOf(MalformedException.class);
    }

    static byte[] mutated(byte[] bytes, SplittableRandom random) {
        byte[] copy = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(copy, random.nextInt(copy.length));
            }
            case 1 -> copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                for (int i = 0; i < 8; i++) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt();
                }
            }
            default -> random.nextBytes(copy);
        }
        return copy;
    }
}
