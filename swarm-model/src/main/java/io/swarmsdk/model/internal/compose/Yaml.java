package io.swarmsdk.model.internal.compose;

import java.util.LinkedHashMap;
import java.util.List;

/** A document as a tree; every part knows where it was written. */
sealed interface Yaml {
    /** Where it begins. */
    Position at();

    /** What a person calls it in a message. */
    String describe();

    /** Line and column, both from 1. */
    record Position(int line, int column) implements Comparable<Position> {
        static final Position START = new Position(1, 1);

        @Override
        public int compareTo(Position other) {
            return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
        }
    }

    /** A key's place and its value. */
    record Entry(Position keyAt, Yaml value) {}

    /** Entries in the order of the file; those of merge keys stand where the merge key stood. */
    record Mapping(Position at, LinkedHashMap<String, Entry> entries) implements Yaml {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** Items in the order of the file. */
    record Sequence(Position at, List<Yaml> items) implements Yaml {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /** What a scalar is. */
    enum Kind {
        STRING,
        INTEGER,
        FLOAT,
        BOOLEAN,
        NULL,
        TIMESTAMP,
        /** A fault was reported for it already: stay silent. */
        BROKEN
    }

    /**
     * A scalar.
     *
     * @param text the value: for numbers and times as Go prints them, so that {@code 010} is {@code 8}
     */
    record Scalar(Position at, Kind kind, String text) implements Yaml {
        @Override
        public String describe() {
            return switch (kind) {
                case STRING -> Problems.quote(text);
                case NULL -> "nothing";
                case BROKEN -> "a broken value";
                case INTEGER, FLOAT -> "the number " + Problems.clip(text);
                case BOOLEAN -> "the boolean " + text;
                case TIMESTAMP -> "the time " + text;
            };
        }
    }
}
