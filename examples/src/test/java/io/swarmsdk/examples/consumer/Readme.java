package io.swarmsdk.examples.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of a Markdown page, each with the heading it stands under and the marker right before it. */
record Readme(List<Block> blocks) {
    private static final Pattern MARKER = Pattern.compile("<!-- snippet: (\\S+) -->");
    private static final Pattern FENCE = Pattern.compile("(```+|~~~+)\\s*(\\S*).*");

    /**
     * One fenced block.
     *
     * @param section the last heading of level 2 before it, empty at the top of the page
     * @param language as written after the fence, in lower case
     * @param marker the module named by the line before it, empty without such a line
     * @param line of the fence in the page, counted from 1
     */
    record Block(String section, String language, String marker, int line, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    static Readme parse(String markdown) {
        var reader = new Reader();
        markdown.lines().forEach(reader::take);
        if (reader.inside()) {
            throw new AssertionError("README: the fence in line " + reader.line + " is never closed");
        }
        return new Readme(reader.blocks);
    }

    List<Block> of(String language) {
        return blocks.stream().filter(block -> block.language.equals(language)).toList();
    }

    List<Block> in(String section) {
        return blocks.stream().filter(block -> block.section.equals(section)).toList();
    }

    /** The one Java block marked with a module's name. */
    Snippet snippet(String module) {
        List<Block> marked =
                of("java").stream().filter(block -> block.marker.equals(module)).toList();
        if (marked.size() != 1) {
            throw new AssertionError(
                    "README: " + marked.size() + " java blocks after <!-- snippet: " + module + " --> (expected: one)");
        }
        return Snippet.of(module, marked.get(0).text());
    }

    /** Goes through the page line by line; blank lines may stand between a marker and its block. */
    private static final class Reader {
        private final List<Block> blocks = new ArrayList<>();
        private List<String> content = new ArrayList<>();
        private String fence = "";
        private String language = "";
        private String section = "";
        private String marker = "";
        private int line;
        private int number;

        boolean inside() {
            return !fence.isEmpty();
        }

        void take(String raw) {
            number++;
            String text = raw.strip();
            if (inside()) {
                insideFence(raw, text);
                return;
            }
            Matcher opening = FENCE.matcher(text);
            Matcher marked = MARKER.matcher(text);
            if (opening.matches()) {
                fence = opening.group(1);
                language = opening.group(2).toLowerCase(Locale.ROOT);
                line = number;
                content = new ArrayList<>();
            } else if (marked.matches()) {
                marker = marked.group(1);
            } else if (!text.isEmpty()) {
                marker = "";
                section = text.startsWith("## ") ? text.substring(3).strip() : section;
            }
        }

        private void insideFence(String raw, String text) {
            if (text.equals(fence)) {
                blocks.add(new Block(section, language, marker, line, List.copyOf(content)));
                fence = "";
                marker = "";
            } else {
                content.add(raw);
            }
        }
    }
}
