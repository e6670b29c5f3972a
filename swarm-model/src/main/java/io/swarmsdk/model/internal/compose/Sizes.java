package io.swarmsdk.model.internal.compose;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as stack files write them: memory in binary units, processor time in parts of a core. */
final class Sizes {
    private static final int MAX_LENGTH = 40;
    private static final String NUMBER = "([0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e([+-]?[0-9]{1,3}))?";
    private static final Pattern SIZE = Pattern.compile(NUMBER + " ?(b|[kmgtp](?:i?b)?|)");
    private static final Pattern CPUS = Pattern.compile(NUMBER);

    private Sizes() {}

    /** Bytes of {@code 50M}, {@code 1.5 GB}, {@code 64kib}; empty for anything else. */
    static OptionalLong bytes(String text) {
        var match = SIZE.matcher(text.length() > MAX_LENGTH ? "" : text.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return OptionalLong.empty();
        }
        var unit = match.group(3);
        int shift = unit.isEmpty() || unit.equals("b") ? 0 : 10 * ("kmgtp".indexOf(unit.charAt(0)) + 1);
        return whole(number(match.group(1), match.group(2)).multiply(BigDecimal.valueOf(1L << shift)), false);
    }

    /** Billionths of {@code 0.5} cores; empty for anything else, and for more than nine decimals. */
    static OptionalLong nanoCpus(String text) {
        var match = CPUS.matcher(text.length() > MAX_LENGTH ? "" : text.toLowerCase(Locale.ROOT));
        return match.matches()
                ? whole(number(match.group(1), match.group(2)).movePointRight(9), true)
                : OptionalLong.empty();
    }

    private static BigDecimal number(String mantissa, @Nullable String exponent) {
        return new BigDecimal(mantissa).scaleByPowerOfTen(exponent == null ? 0 : Integer.parseInt(exponent));
    }

    private static OptionalLong whole(BigDecimal value, boolean exact) {
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return OptionalLong.empty();
        }
        long whole = value.longValue();
        return exact && value.compareTo(BigDecimal.valueOf(whole)) != 0 ? OptionalLong.empty() : OptionalLong.of(whole);
    }
}
