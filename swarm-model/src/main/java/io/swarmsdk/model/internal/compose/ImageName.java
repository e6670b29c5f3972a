package io.swarmsdk.model.internal.compose;

import java.util.Optional;
import java.util.regex.Pattern;

/** Image names by the rules of registries: {@code [host[:port]/]path[:tag][@digest]}. */
final class ImageName {
    private static final String HOST_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern HOST =
            Pattern.compile("(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
    private static final String PATH_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REST = Pattern.compile(
            "(" + PATH_PART + "(?:/" + PATH_PART + ")*)"
                    + "(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64}|@sha384:[0-9a-f]{96}|@sha512:[0-9a-f]{128})?");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_NAME = 255;
    private static final int MAX_LENGTH = 512;
    private static final String HUB = "docker.io";

    private ImageName() {}

    /**
     * The name in its short form with {@code :latest} where neither a tag nor a digest is given; empty for what is no
     * image name.
     */
    static Optional<String> familiar(String text) {
        if (text.length() > MAX_LENGTH || ID.matcher(text).matches()) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        var first = slash < 0 ? "" : text.substring(0, slash);
        boolean hasHost = isHost(first);
        if (hasHost && !HOST.matcher(first).matches()) {
            return Optional.empty();
        }
        var match = REST.matcher(hasHost ? text.substring(slash + 1) : text);
        if (!match.matches() || match.group(1).length() + first.length() > MAX_NAME) {
            return Optional.empty();
        }
        var path = match.group(1);
        boolean onHub = !hasHost || first.equals(HUB) || first.equals("index." + HUB);
        if (onHub && path.startsWith("library/") && path.indexOf('/', 8) < 0) {
            path = path.substring(8);
        }
        var tag = match.group(2) == null ? "" : match.group(2);
        var digest = match.group(3) == null ? "" : match.group(3);
        return Optional.of(
                (onHub ? "" : first + "/") + path + (tag.isEmpty() && digest.isEmpty() ? ":latest" : tag + digest));
    }

    /** What stands before the first slash is a host when it looks like one and like no user's name. */
    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || first.chars().anyMatch(Character::isUpperCase);
    }
}
