package io.swarmsdk.model.internal.codec;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.SwarmObject;
import io.swarmsdk.model.internal.core.StateEditor;
import io.swarmsdk.model.internal.core.StoreState;
import io.swarmsdk.model.internal.wire.Wire;
import io.swarmsdk.model.store.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A state as one block of bytes: magic (8), format (4), CRC-32C of all other bytes (4), length of the content (8), the
 * content; numbers are big-endian. The content is a head and then each object, by kind and id, each behind its length.
 */
final class Snapshots {
    private static final byte[] MAGIC = "SWRMSNAP".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int HEADER = 24;
    private static final int CRC_AT = 12;

    private Snapshots() {}

    static byte[] encode(StoreSnapshot snapshot) {
        var state = snapshot.state();
        long objects = 0;
        for (var kind : ObjectKind.values()) {
            objects += state.objects(kind).size();
        }
        var content = new ByteArrayOutputStream();
        try {
            Wire.SnapshotHead.newBuilder()
                    .setIndex(snapshot.index())
                    .setTerm(snapshot.term())
                    .setRevision(state.revision())
                    .setObjects(objects)
                    .build()
                    .writeDelimitedTo(content);
            for (var kind : ObjectKind.values()) {
                for (var object : state.objects(kind)) {
                    Objects.toWire(object).writeDelimitedTo(content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        var bytes = ByteBuffer.allocate(HEADER + content.size());
        bytes.put(MAGIC).putInt(FORMAT).putInt(0).putLong(content.size()).put(content.toByteArray());
        bytes.putInt(CRC_AT, checksum(bytes.array()));
        return bytes.array();
    }

    static StoreSnapshot decode(byte[] bytes) {
        checkHeader(bytes);
        var content = new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER);
        try {
            var head = next(Wire.SnapshotHead.parser(), content);
            var editor = new StateEditor(StoreState.empty(), head.getRevision());
            long objects = 0;
            while (content.available() > 0) {
                add(editor, Objects.fromWire(next(Wire.SwarmObject.parser(), content)));
                objects++;
            }
            check(objects == head.getObjects(), "objects: " + objects + " (expected: " + head.getObjects() + ")");
            check(
                    head.getRevision() >= 0 && head.getRevision() <= head.getIndex(),
                    "revision: " + head.getRevision() + " (expected: 0.." + head.getIndex() + ")");
            return new StoreSnapshot(editor.toState(), head.getIndex(), head.getTerm());
        } catch (IOException e) {
            throw new MalformedException("snapshot: " + e.getMessage(), e);
        }
    }

    private static void checkHeader(byte[] bytes) {
        check(bytes.length >= HEADER, bytes.length + " bytes (expected: at least " + HEADER + ")");
        var header = ByteBuffer.wrap(bytes);
        for (byte expected : MAGIC) {
            check(header.get() == expected, "no snapshot (expected: magic SWRMSNAP)");
        }
        int format = header.getInt();
        check(format == FORMAT, "format: " + Integer.toUnsignedString(format) + " (expected: " + FORMAT + ")");
        int crc = header.getInt();
        long length = header.getLong();
        check(
                length == bytes.length - HEADER,
                "content: " + (bytes.length - HEADER) + " bytes (expected: " + length + ")");
        int found = checksum(bytes);
        check(crc == found, "CRC-32C: " + Integer.toHexString(found) + " (expected: " + Integer.toHexString(crc) + ")");
    }

    private static void add(StateEditor editor, SwarmObject object) {
        check(editor.get(object.kind(), object.id()) == null, object.kind() + " " + object.id() + ": there twice");
        check(editor.nameIsFreeFor(object), object.kind() + " " + object.id() + ": its name is taken");
        editor.put(object);
    }

    private static <M extends MessageLite> M next(Parser<M> parser, ByteArrayInputStream content) throws IOException {
        var message = parser.parseDelimitedFrom(content);
        check(message != null, "ends before its content (expected: a message)");
        return message;
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        crc.update(bytes, CRC_AT + 4, bytes.length - CRC_AT - 4);
        return (int) crc.getValue();
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new MalformedException("snapshot: " + problem, null);
        }
    }
}
