package io.swarmsdk.model.internal.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a file: UTF-8, of limited size. */
public final class SourceText {
    /** Characters, and for a file bytes, of one text. */
    static final int MAX_SIZE = 1 << 20;

    private static final String SIZE = "more than " + MAX_SIZE + " bytes (expected: a stack file of at most 1 MiB)";

    private SourceText() {}

    /** The text of a file. */
    public static String of(Path file, Problems problems) {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + reason(e), e);
        }
        if (bytes.length > MAX_SIZE) {
            throw problems.fatal(Yaml.Position.START, "", SIZE);
        }
        return of(decode(bytes, problems), problems);
    }

    /** The exceptions of the file system carry the file's name alone. */
    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "no such file"
                : e instanceof AccessDeniedException ? "access denied" : String.valueOf(e.getMessage());
    }

    /** A text that is there already. */
    public static String of(String text, Problems problems) {
        if (text.length() > MAX_SIZE) {
            throw problems.fatal(Yaml.Position.START, "", SIZE);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String decode(byte[] bytes, Problems problems) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var result = decoder.decode(in, out, true);
        var text = out.flip().toString();
        if (result.isError()) {
            var seen = "byte 0x%02X (expected: UTF-8)".formatted(bytes[in.position()]);
            throw problems.fatal(endOf(text), "", seen);
        }
        return text;
    }

    /** Where the next character after a text would stand. */
    static Yaml.Position endOf(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        var lastLine = text.substring(text.lastIndexOf('\n') + 1);
        return new Yaml.Position(line, 1 + lastLine.codePointCount(0, lastLine.length()));
    }
}
