package io.swarmsdk.gossip.internal.core;

import java.nio.charset.StandardCharsets;

/** Every bound on what may enter, from a caller (checked, thrown) or from a peer (asked, refused). Pure. */
public final class Limits {

    public static final int NAME_CHARS = 128;
    public static final int TABLE_CHARS = 64;
    public static final int LABEL_CHARS = 64;
    public static final int METADATA_BYTES = 512;
    public static final int KEY_BYTES = 256;
    public static final int MEMBERS = 16_384;
    public static final int TABLE_ENTRIES = 65_536;
    public static final int SEEDS = 64;
    /** Far above what anybody counts up to, far below overflow. */
    public static final long COUNTER = 1L << 62;

    private Limits() {}

    public static void checkName(String name) {
        require(isToken(name, NAME_CHARS), "name", name, "1 to " + NAME_CHARS + " printable ASCII characters");
    }

    public static void checkTable(String table) {
        require(isToken(table, TABLE_CHARS), "table", table, "1 to " + TABLE_CHARS + " printable ASCII characters");
    }

    public static void checkLabel(String label) {
        require(isToken(label, LABEL_CHARS), "cluster", label, "1 to " + LABEL_CHARS + " printable ASCII characters");
    }

    public static void checkMetadata(byte[] metadata) {
        require(
                metadata.length <= METADATA_BYTES,
                "metadata",
                metadata.length + " bytes",
                "at most " + METADATA_BYTES + " bytes");
    }

    public static void checkKey(String key) {
        require(isKey(key), "key", key, "1 to " + KEY_BYTES + " bytes of valid UTF-8");
    }

    static boolean isName(String name) {
        return isToken(name, NAME_CHARS);
    }

    static boolean isTable(String table) {
        return isToken(table, TABLE_CHARS);
    }

    static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > KEY_BYTES) {
            return false;
        }
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8); // a lone surrogate becomes '?' and does not come back
        return utf8.length <= KEY_BYTES && new String(utf8, StandardCharsets.UTF_8).equals(key);
    }

    static boolean isCounter(long value) {
        return value >= 0 && value < COUNTER;
    }

    private static boolean isToken(String text, int maxChars) {
        if (text.isEmpty() || text.length() > maxChars) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x21 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean holds, String setting, String value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(setting + ": " + value + " (expected: " + expected + ")");
        }
    }
}
