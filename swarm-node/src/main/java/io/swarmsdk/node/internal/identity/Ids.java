package io.swarmsdk.node.internal.identity;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Random names: 25 digits of base 36, about 129 bits. Callable from any thread. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 25;
    private static final BigInteger LIMIT = BigInteger.valueOf(36).pow(DIGITS);

    private Ids() {}

    /** One that nobody has had before. */
    public static String random() {
        String text = new BigInteger(160, RANDOM).mod(LIMIT).toString(36);
        return "0".repeat(DIGITS - text.length()) + text;
    }
}
