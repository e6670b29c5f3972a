package io.swarmsdk.model.internal.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys that one kind of mapping may have, since which version, and what becomes of each. */
final class Keys {
    private enum Fate {
        READ,
        IGNORED,
        DEPRECATED,
        FORBIDDEN,
        LATER,
        DROPPED
    }

    private record Key(Fate fate, int since, String text) {}

    private static final int NEVER = Integer.MAX_VALUE;

    private final String owner;
    private final Map<String, Key> keys = new TreeMap<>();
    private int extensionsSince = NEVER;

    private Keys(String owner) {
        this.owner = owner;
    }

    /** For the mapping that messages call so, as in {@code a service}. */
    static Keys of(String owner, String... read) {
        return new Keys(owner).read(0, read);
    }

    /** Read by us, and known from version 3.since on. */
    Keys read(int since, String... names) {
        return add(Fate.READ, since, "", names);
    }

    /** Known to the format and refused here as not supported yet. */
    Keys later(String... names) {
        return add(Fate.LATER, 0, "", names);
    }

    /** Known to the format and dropped with a warning: things run without it. */
    Keys dropped(String... names) {
        return add(Fate.DROPPED, 0, "", names);
    }

    /** Has no effect in a swarm; one common warning names them all. */
    Keys ignored(String... names) {
        return add(Fate.IGNORED, 0, "", names);
    }

    Keys deprecated(String name, String text) {
        return add(Fate.DEPRECATED, 0, text, name);
    }

    Keys forbidden(String text, String... names) {
        return add(Fate.FORBIDDEN, 0, text, names);
    }

    /** Keys that begin with {@code x-} are the user's own from version 3.since on. */
    Keys extensions(int since) {
        extensionsSince = since;
        return this;
    }

    private Keys add(Fate fate, int since, String text, String... names) {
        for (var name : names) {
            keys.put(name, new Key(fate, since, text));
        }
        return this;
    }

    /** The entries to be read, {@code x-} ones included, in the order of the file; all others have been spoken of. */
    Map<String, Field> check(Field field, Context context) {
        var readable = new LinkedHashMap<String, Field>();
        field.mapping().forEach((name, value) -> {
            if (check(name, field, value, context)) {
                readable.put(name, value);
            }
        });
        return readable;
    }

    private boolean check(String name, Field owning, Field value, Context context) {
        var key = keys.get(name);
        var problems = owning.problems();
        var at = owning.keyAt(name);
        if (key == null) {
            if (name.startsWith("x-") && context.minor >= extensionsSince) {
                return true;
            }
            problems.add(
                    at,
                    owning.path(),
                    "key " + Problems.quote(name) + " (expected: a key of " + owner + suggestion(name) + ")");
            return false;
        }
        if (context.minor < key.since) {
            problems.add(
                    at,
                    value.path(),
                    "a key of version 3." + key.since + " (expected: a key of version 3." + context.minor
                            + ", as the file says)");
            return false;
        }
        switch (key.fate) {
            case READ -> {
                return true;
            }
            case FORBIDDEN -> problems.add(at, value.path(), "forbidden in a stack file (expected: " + key.text + ")");
            case LATER -> problems.add(at, value.path(), "not supported yet (expected: a file without it)");
            case DROPPED -> problems.warn(at, value.path(), "has no effect yet");
            case IGNORED -> context.ignored.add(name);
            case DEPRECATED -> context.deprecated.add(name + ": " + key.text);
        }
        return false;
    }

    private String suggestion(String name) {
        return keys.keySet().stream()
                .filter(known -> alike(name, known))
                .findFirst()
                .or(() -> Optional.of(name.replace('-', '_')).filter(keys::containsKey))
                .map(known -> "; perhaps '" + known + "'")
                .orElse("");
    }

    /** True when one letter more, less or other makes them the same. */
    private static boolean alike(String a, String b) {
        int longest = Math.max(a.length(), b.length());
        int shortest = Math.min(a.length(), b.length());
        int head = 0;
        while (head < shortest && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shortest - head && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
            tail++;
        }
        return longest > 2 && longest - head - tail <= 1;
    }

    /** What all mappings of one file share. */
    static final class Context {
        /** The file's version is 3.minor. */
        final int minor;

        private final Set<String> ignored = new TreeSet<>();
        private final Set<String> deprecated = new TreeSet<>();

        Context(int minor) {
            this.minor = minor;
        }

        void ignore(String name) {
            ignored.add(name);
        }

        void report(Problems problems) {
            if (!ignored.isEmpty()) {
                problems.warn("Ignoring unsupported options: " + String.join(", ", ignored));
            }
            deprecated.forEach(text -> problems.warn("Ignoring deprecated option " + text));
        }
    }
}
