package io.swarmsdk.examples.consumer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program as a reader of the README would paste it: one file with a {@code main}. */
record Snippet(String module, String className, String code) {
    /** Where the program is put: a named module may have no code in the unnamed package. */
    static final String PACKAGE = "consumer";

    private static final Pattern PACKAGED = Pattern.compile("(?m)^package\\s");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public\\s+(?:final\\s+)?(?:class|record)\\s+(\\w+)");
    private static final Pattern ANY_TYPE = Pattern.compile("(?m)^(?:final\\s+)?(?:class|record)\\s+(\\w+)");

    static Snippet of(String module, String text) {
        if (PACKAGED.matcher(text).find()) {
            throw new AssertionError("README, snippet " + module + ": has a package line (expected: none)");
        }
        return new Snippet(module, className(module, text), "package " + PACKAGE + ";\n\n" + text);
    }

    String mainClass() {
        return PACKAGE + "." + className;
    }

    private static String className(String module, String text) {
        Matcher type = PUBLIC_TYPE.matcher(text);
        if (type.find() || (type = ANY_TYPE.matcher(text)).find()) {
            return type.group(1);
        }
        throw new AssertionError("README, snippet " + module + ": no class (expected: a whole program)");
    }
}
