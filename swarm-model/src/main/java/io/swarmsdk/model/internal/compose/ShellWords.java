package io.swarmsdk.model.internal.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words: quotes, backslashes and comments, no expansion and no operators. */
final class ShellWords {
    private ShellWords() {}

    /** Empty where a quote is not closed or a backslash ends the text. */
    static Optional<List<String>> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && !inWord && c == '#') {
                int end = line.indexOf('\n', i);
                i = end < 0 ? line.length() : end;
            } else if (quote == 0 && " \t\r\n".indexOf(c) >= 0) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else if (c == '\\' && quote != '\'') {
                if (++i == line.length()) {
                    return Optional.empty();
                }
                word.append(line.charAt(i));
                inWord = true;
            } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
                quote = quote == 0 ? c : 0;
                inWord = true;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }
}
