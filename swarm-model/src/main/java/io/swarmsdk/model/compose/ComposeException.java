package io.swarmsdk.model.compose;

import java.util.List;
import java.util.stream.Collectors;

/** A stack file that cannot be used. Its message has one line for each problem, in the order of the file. */
public final class ComposeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * One thing wrong with a file.
     *
     * @param file name of the file as given by the caller
     * @param line first line is 1
     * @param column first column is 1
     * @param path where in the document, as in {@code services.web.ports[0]}; empty for the whole of it
     * @param message what was seen and what was expected
     */
    public record Problem(String file, int line, int column, String path, String message) {
        /** As in {@code stack.yml:12:7: services.web.ports[0]: 'x' (expected: …)}. */
        @Override
        public String toString() {
            return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
        }
    }

    /** With at least one problem. */
    public ComposeException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All that was found wrong, in the order of the file; a file with very many problems ends the list early. */
    public List<Problem> problems() {
        return problems;
    }
}
