package io.swarmsdk.model.internal.compose;

import io.swarmsdk.model.internal.compose.Yaml.Kind;
import io.swarmsdk.model.internal.compose.Yaml.Position;
import io.swarmsdk.model.internal.compose.Yaml.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means, by the rules of the YAML library that Docker uses (a mixture of YAML 1.1 and 1.2:
 * {@code 010} is eight, {@code yes} is text), and how Go prints it where a number stands for text.
 */
final class Scalars {
    static final String MAPPING_TAG = "tag:yaml.org,2002:map";
    static final String SEQUENCE_TAG = "tag:yaml.org,2002:seq";

    private static final int MAX_NUMBER = 100;
    private static final BigInteger MIN_INTEGER = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_INTEGER = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern TIMESTAMP = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:([Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(\\.[0-9]{1,9})?(Z|[-+][0-9]{2}:[0-9]{2})?)?");

    private Scalars() {}

    /** The scalar that a text without quotes stands for. */
    static Scalar resolve(Position at, String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> new Scalar(at, Kind.NULL, "");
            case "true", "True", "TRUE" -> new Scalar(at, Kind.BOOLEAN, "true");
            case "false", "False", "FALSE" -> new Scalar(at, Kind.BOOLEAN, "false");
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> new Scalar(at, Kind.FLOAT, "+Inf");
            case "-.inf", "-.Inf", "-.INF" -> new Scalar(at, Kind.FLOAT, "-Inf");
            case ".nan", ".NaN", ".NAN" -> new Scalar(at, Kind.FLOAT, "NaN");
            default -> numberOrText(at, text);
        };
    }

    /** The kind a tag asks for; text for a tag of someone's own, as there is nobody here who knows it. */
    static Kind kindOfTag(String tag) {
        return switch (tag) {
            case "tag:yaml.org,2002:int" -> Kind.INTEGER;
            case "tag:yaml.org,2002:float" -> Kind.FLOAT;
            case "tag:yaml.org,2002:bool" -> Kind.BOOLEAN;
            case "tag:yaml.org,2002:null" -> Kind.NULL;
            case "tag:yaml.org,2002:timestamp" -> Kind.TIMESTAMP;
            default -> Kind.STRING;
        };
    }

    private static Scalar numberOrText(Position at, String text) {
        char first = text.charAt(0);
        boolean signed = first == '-' || first == '+';
        if (text.length() > MAX_NUMBER || !(signed || first == '.' || isDigit(first))) {
            return new Scalar(at, Kind.STRING, text);
        }
        if (isDigit(first)) {
            var time = timestamp(text);
            if (time.isPresent()) {
                return new Scalar(at, Kind.TIMESTAMP, time.get());
            }
        }
        var plain = first == '.' ? text : text.replace("_", "");
        var integer = first == '.' ? Optional.<BigInteger>empty() : integer(plain);
        if (integer.isPresent() && inRange(integer.get())) {
            return new Scalar(at, Kind.INTEGER, integer.get().toString());
        }
        if (FLOAT.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            if (!Double.isInfinite(value)) {
                return new Scalar(at, Kind.FLOAT, goFloat(value));
            }
        }
        return new Scalar(at, Kind.STRING, text);
    }

    /** Go's {@code ParseInt} with base 0, without underscores. */
    private static Optional<BigInteger> integer(String text) {
        boolean negative = text.startsWith("-");
        var digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char letter = Character.toLowerCase(digits.charAt(1));
            radix = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
            digits = digits.substring(isDigit(letter) ? 1 : 2);
            if (letter != 'x' && letter != 'b' && letter != 'o' && !isDigit(letter)) {
                return Optional.empty();
            }
        }
        int base = radix;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0)) {
            return Optional.empty();
        }
        var magnitude = new BigInteger(digits, radix);
        return Optional.of(negative ? magnitude.negate() : magnitude);
    }

    private static boolean inRange(BigInteger value) {
        return value.compareTo(MIN_INTEGER) >= 0 && value.compareTo(MAX_INTEGER) <= 0;
    }

    /** Go's {@code %v}: the fewest digits that mean the same number, with an exponent below -4 and from 6 on. */
    static String goFloat(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        var decimal = shortest(value).stripTrailingZeros();
        var digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        if (exponent >= -4 && exponent < 6) {
            return decimal.toPlainString();
        }
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        var sign = value < 0 ? "-" : "";
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
    }

    /** Not {@code Double.toString}, which before JDK 19 now and then prints a digit too many. */
    private static BigDecimal shortest(double value) {
        var exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            var rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17));
    }

    private static Optional<String> timestamp(String text) {
        var match = TIMESTAMP.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var separator = match.group(4);
        var zone = match.group(9);
        // Go's four layouts: T or t with a zone, a blank without one, or a date alone.
        if (separator != null && separator.equals(" ") != (zone == null)) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
            var time = separator == null
                    ? LocalTime.MIDNIGHT
                    : LocalTime.of(number(match, 5), number(match, 6), number(match, 7));
            var fraction = match.group(8) == null ? "" : match.group(8).replaceFirst("\\.?0+$", "");
            var offset = zone == null || zone.equals("Z") ? "+0000 UTC" : offset(zone);
            return Optional.of("%s %02d:%02d:%02d%s %s"
                    .formatted(date, time.getHour(), time.getMinute(), time.getSecond(), fraction, offset));
        } catch (DateTimeException e) {
            return Optional.empty(); // such as the 31st of a short month: text
        }
    }

    private static String offset(String zone) {
        var compact = zone.replace(":", "");
        return compact.substring(1).equals("0000") ? "+0000 UTC" : compact + " " + compact;
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
