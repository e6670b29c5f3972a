package io.swarmsdk.model;

import java.util.regex.Pattern;

/** What a name may look like. */
public final class Names {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?");

    private Names() {}

    /** True for 1 to 63 letters, digits, {@code -} and {@code _} that begin and end with a letter or digit. */
    public static boolean isDnsLabel(String name) {
        return DNS_LABEL.matcher(name).matches();
    }

    /**
     * Refuses a name that is no {@linkplain #isDnsLabel DNS label}.
     *
     * @throws IllegalArgumentException naming the setting and what is allowed
     */
    public static String checkDnsLabel(String name, String setting) {
        Checks.that(
                isDnsLabel(name),
                "%s: '%s' (expected: 1..63 letters, digits, '-' or '_', beginning and ending with a letter or digit)",
                setting,
                name);
        return name;
    }
}
