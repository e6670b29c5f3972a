package io.swarmsdk.model.internal.codec;

import static io.swarmsdk.model.fixture.Nouns.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.swarmsdk.model.Meta;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.fixture.Nouns;
import io.swarmsdk.model.fixture.RandomNouns;
import io.swarmsdk.model.internal.core.StateEditor;
import io.swarmsdk.model.internal.core.StoreState;
import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.model.store.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    @Test
    void restoresWhatItHeld() {
        var state = state(9, objects());
        var restored = ModelCodec.decodeSnapshot(ModelCodec.encode(new StoreSnapshot(state, 12, 3)));
        assertThat(restored.index()).isEqualTo(12);
        assertThat(restored.term()).isEqualTo(3);
        assertThat(restored.state().revision()).isEqualTo(9);
        for (var kind : ObjectKind.values()) {
            assertThat(List.<SwarmObject>copyOf(restored.state().objects(kind)))
                    .isEqualTo(List.<SwarmObject>copyOf(state.objects(kind)));
        }
        var task = state.tasks().iterator().next();
        assertThat(restored.state().tasksInSlot(task.serviceId(), task.slot())).contains(task);
    }

    @Test
    void givesTheSameBytesForTheSameContentWhateverItsHistory() {
        var objects = objects();
        byte[] bytes = ModelCodec.encode(new StoreSnapshot(state(9, objects), 12, 3));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(objects, new Random(seed));
            assertThat(ModelCodec.encode(new StoreSnapshot(state(9, objects), 12, 3)))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void keepsTheBytesOfTheFirstFormat() {
        var node = Nouns.node("m1").withMeta(new Meta(2, T0, T0));
        byte[] bytes = ModelCodec.encode(new StoreSnapshot(state(4, List.of(node)), 5, 2));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "5357524d534e4150000000010b2b6a1300000000000000650808051002180420015b0a590a026d3112160802120808a09b9cd70610011a0808a09b9cd70610011a02100120012a310a086d312e6c6f63616c12056c696e75781a067838365f3634220831302e312e302e372a0c0880d0acf30e10808080802032020801");
    }

    @Test
    void refusesEveryFlippedBitAndEveryCut() {
        byte[] bytes = ModelCodec.encode(new StoreSnapshot(state(4, List.of(Nouns.node("m1"))), 5, 2));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> ModelCodec.decodeSnapshot(damaged)).isInstanceOf(MalformedException.class);
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelCodec.decodeSnapshot(cut)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesHostileContentBehindARightChecksum() {
        var random = new SplittableRandom(11);
        byte[] bytes = ModelCodec.encode(new StoreSnapshot(state(9, objects()), 12, 3));
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] content = ModelCodecTest.mutated(Arrays.copyOfRange(bytes, 24, bytes.length), random);
            var thrown = catchThrowable(() -> ModelCodec.decodeSnapshot(sealed(content)));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(MalformedException.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void refusesWhatNoStoreCanHold() {
        var node = ModelCodec.toWire((SwarmObject) Nouns.node("m1"));
        var web = ModelCodec.toWire((SwarmObject) Nouns.service("s1", "web"));
        var other = ModelCodec.toWire((SwarmObject) Nouns.service("s2", "WEB"));
        assertThat(ModelCodec.decodeSnapshot(sealed(content(2, node, web)))
                        .state()
                        .nodes())
                .hasSize(1);
        refused(content(2, node, node), "NODE m1: there twice");
        refused(content(2, web, other), "SERVICE s2: its name is taken");
        refused(content(3, node, web), "objects: 2 (expected: 3)");
        refused(new byte[0], "ends before its content");
    }

    private static void refused(byte[] content, String message) {
        assertThatThrownBy(() -> ModelCodec.decodeSnapshot(sealed(content)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    private static byte[] content(int count, Wire.SwarmObject... objects) {
        var bytes = new ByteArrayOutputStream();
        try {
            Wire.SnapshotHead.newBuilder()
                    .setIndex(5)
                    .setTerm(1)
                    .setRevision(5)
                    .setObjects(count)
                    .build()
                    .writeDelimitedTo(bytes);
            for (var object : objects) {
                object.writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] sealed(byte[] content) {
        var bytes = ByteBuffer.allocate(24 + content.length);
        bytes.put("SWRMSNAP".getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(1).putInt(0).putLong(content.length).put(content);
        var crc = new CRC32C();
        crc.update(bytes.array(), 0, 12);
        crc.update(bytes.array(), 16, bytes.capacity() - 16);
        bytes.putInt(12, (int) crc.getValue());
        return bytes.array();
    }

    private static List<SwarmObject> objects() {
        var nouns = new RandomNouns(3);
        var objects = new ArrayList<SwarmObject>();
        for (int i = 0; i < 12; i++) {
            objects.add(nouns.object(ObjectKind.NODE, "m" + i));
            objects.add(nouns.object(ObjectKind.TASK, "t" + i));
        }
        objects.add(Nouns.service("s1", "web"));
        objects.add(Nouns.network("n1", "front"));
        objects.add(Nouns.stack("k1", "shop"));
        return objects;
    }

    private static StoreState state(long revision, List<? extends SwarmObject> objects) {
        var editor = new StateEditor(StoreState.empty(), revision);
        objects.forEach(editor::put);
        return editor.toState();
    }
}
