package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.compose.ComposeException;
import io.swarmsdk.model.compose.ComposeException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** What is wrong with one file, and what has no effect in it. Both lists are bounded. */
public final class Problems {
    static final int MAX_PROBLEMS = 50;
    private static final int MAX_WARNINGS = 100;
    private static final int MAX_QUOTED = 80;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final LinkedHashSet<String> warnings = new LinkedHashSet<>();

    /** For the file of that name. */
    public Problems(String file) {
        this.file = file;
    }

    void add(Yaml.Position at, String path, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            var problem = new Problem(file, at.line(), at.column(), path, message);
            if (!problems.contains(problem)) { // a faulty value used through several aliases
                problems.add(problem);
            }
        }
    }

    /** A warning without a place. */
    void warn(String text) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(text);
        }
    }

    void warn(Yaml.Position at, String path, String message) {
        warn(new Problem(file, at.line(), at.column(), path, message).toString());
    }

    /** Nothing can be read after this one. */
    ComposeException fatal(Yaml.Position at, String path, String message) {
        add(at, path, message);
        return exception();
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    private ComposeException exception() {
        var sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return new ComposeException(sorted);
    }

    /** Warnings in the order found. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** A stranger's text as it may stand in a message: one line, of limited length. */
    static String quote(String text) {
        return "'" + clip(text) + "'";
    }

    static String clip(String text) {
        return clip(text, MAX_QUOTED);
    }

    /** The first so many characters, control characters made visible. */
    static String clip(String text, int limit) {
        var shown = new StringBuilder();
        text.codePoints().limit(limit).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
        return text.codePointCount(0, text.length()) > limit ? shown + "…" : shown.toString();
    }
}
