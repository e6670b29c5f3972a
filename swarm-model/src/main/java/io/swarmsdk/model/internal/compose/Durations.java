package io.swarmsdk.model.internal.compose;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Durations as Go writes them: {@code 1h2m3.5s}, {@code 300ms}. */
final class Durations {
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_LENGTH = 64;

    private Durations() {}

    /** Empty for what is no duration, or one beyond 292 years. */
    static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        var rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var total = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int unitAt = skip(rest, at, true);
            int end = skip(rest, unitAt, false);
            var number = rest.substring(at, unitAt);
            long unit = nanos(rest.substring(unitAt, end));
            boolean digits = number.chars().anyMatch(c -> c != '.') && number.indexOf('.') == number.lastIndexOf('.');
            if (unit == 0 || !digits) {
                return Optional.empty();
            }
            total = total.add(new BigDecimal(number).multiply(BigDecimal.valueOf(unit)));
            at = end;
        }
        if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(negative ? -total.longValue() : total.longValue()));
    }

    private static int skip(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length()
                && digits == (text.charAt(at) == '.' || text.charAt(at) >= '0' && text.charAt(at) <= '9')) {
            at++;
        }
        return at;
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "\u00B5s", "\u03BCs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3600 * SECOND;
            default -> 0;
        };
    }

    /** As Go prints it: {@code 1m0s}, {@code 500ms}, {@code 0s}. */
    static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return decimal(nanos, 3) + "\u00B5s";
        }
        if (nanos < SECOND) {
            return decimal(nanos, 6) + "ms";
        }
        long minutes = nanos / (60 * SECOND);
        var seconds = decimal(nanos % (60 * SECOND), 9) + "s";
        return minutes == 0
                ? seconds
                : minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long nanos, int places) {
        return BigDecimal.valueOf(nanos, places).stripTrailingZeros().toPlainString();
    }
}
