package io.swarmsdk.model.internal.compose;

import static io.swarmsdk.model.internal.compose.ServiceReader.optional;

import io.swarmsdk.model.PublishMode;
import io.swarmsdk.model.internal.compose.ComposeFile.Port;
import io.swarmsdk.model.internal.compose.Yaml.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a service's {@code ports}: {@code [ip:][published[-last]:]target[-last][/protocol]} or a mapping. */
final class PortReader {
    /** Ports of one file: a range of few characters stands for very many. */
    static final int MAX_PORTS = 10_000;

    private static final int MAX_PORT = 65_535;
    private static final Keys PORT = Keys.of("a port", "target", "published", "protocol", "mode");
    private static final Map<String, PublishMode> MODES =
            Map.of("ingress", PublishMode.INGRESS, "host", PublishMode.HOST);
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,10})(?:-([0-9]{1,10}))?");
    private static final Pattern IP_V4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IP_V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private final Keys.Context context;
    private int read;

    /** First and last; both 0 for none. */
    private record Range(int first, int last) {
        static final Range NONE = new Range(0, 0);

        int size() {
            return last - first + 1;
        }
    }

    /** What is wrong with a port, and what was expected. */
    private static final class BadPort extends Exception {
        private static final long serialVersionUID = 1L;

        BadPort(String expected) {
            super(expected, null, false, false);
        }
    }

    PortReader(Keys.Context context) {
        this.context = context;
    }

    List<Port> read(Field field) {
        var ports = new ArrayList<Port>();
        for (var item : field.uniqueList()) {
            if (item.isMapping()) {
                longForm(item).ifPresent(ports::add);
                count(item, 1);
            } else if (item.is(Kind.STRING) || item.is(Kind.INTEGER)) {
                shortForm(item, ports);
            } else {
                item.wrong("a port, as in 80, 8080:80 or 53:53/udp, or a mapping");
            }
        }
        return List.copyOf(ports);
    }

    private void count(Field field, int more) {
        read += more;
        if (read > MAX_PORTS) {
            throw field.problems()
                    .fatal(
                            field.yaml().at(),
                            field.path(),
                            "port " + read + " of this file (expected: at most " + MAX_PORTS + ")");
        }
    }

    private Optional<Port> longForm(Field field) {
        if (context.minor < 2) {
            field.wrong("a port as text: a mapping needs version 3.2");
            return Optional.empty();
        }
        var fields = PORT.check(field, context);
        if (!fields.containsKey("target")) {
            field.report("no target (expected: target, the port inside the service)");
        }
        var protocol = optional(fields, "protocol").flatMap(f -> {
            var text = f.filledString();
            text.filter(p -> !isProtocol(p)).ifPresent(p -> f.wrong("tcp, udp or sctp"));
            return text;
        });
        var target = optional(fields, "target").flatMap(f -> f.integer(1, MAX_PORT));
        var published = optional(fields, "published")
                .flatMap(f -> f.integer(0, MAX_PORT))
                .filter(p -> p > 0);
        var mode = optional(fields, "mode").flatMap(f -> f.oneOf(MODES));
        return target.map(t -> new Port(field.place(), mode, t, published, protocol));
    }

    private static boolean isProtocol(String text) {
        return text.equals("tcp") || text.equals("udp") || text.equals("sctp");
    }

    private void shortForm(Field field, List<Port> into) {
        var text = field.text().orElse("");
        try {
            int slash = text.indexOf('/');
            var protocol = slash < 0 || slash == text.length() - 1
                    ? "tcp"
                    : text.substring(slash + 1).toLowerCase(Locale.ROOT);
            if (!isProtocol(protocol)) {
                throw new BadPort("tcp, udp or sctp after the '/'");
            }
            expand(field, slash < 0 ? text : text.substring(0, slash), protocol, into);
        } catch (BadPort e) {
            field.wrong(e.getMessage() + ", as in 80, 8080:80, 9090-9091:80-81 or 53:53/udp");
        }
    }

    private void expand(Field field, String numbers, String protocol, List<Port> into) throws BadPort {
        int targetAt = numbers.lastIndexOf(':') + 1;
        int publishedAt = targetAt == 0 ? 0 : numbers.lastIndexOf(':', targetAt - 2) + 1;
        var target = range(numbers.substring(targetAt));
        var publishedText = targetAt == 0 ? "" : numbers.substring(publishedAt, targetAt - 1);
        var published = publishedText.isEmpty() ? Range.NONE : range(publishedText);
        if (target.first == 0) {
            throw new BadPort("a target of 1..65535");
        }
        boolean paired = published.size() == target.size();
        if (!publishedText.isEmpty() && !paired && target.size() > 1) {
            throw new BadPort("two ranges of one size");
        }
        if (publishedAt > 0) {
            checkAddress(numbers.substring(0, publishedAt - 1), field);
        }
        int count = publishedText.isEmpty() ? target.size() : published.size();
        count(field, count);
        for (int i = 0; i < count; i++) {
            int from = published.first + i; // 0 lets the swarm choose
            var port = publishedText.isEmpty() || from == 0 ? Optional.<Integer>empty() : Optional.of(from);
            var mode = Optional.of(PublishMode.INGRESS);
            into.add(new Port(
                    field.place(), mode, target.first + (target.size() > 1 ? i : 0), port, Optional.of(protocol)));
        }
    }

    private static Range range(String text) throws BadPort {
        var match = NUMBERS.matcher(text);
        if (!match.matches()) {
            throw new BadPort("ports as numbers");
        }
        long first = Long.parseLong(match.group(1));
        long last = match.group(2) == null ? first : Long.parseLong(match.group(2));
        if (last > MAX_PORT || first > last) {
            throw new BadPort("ports of 1..65535, ranges upwards");
        }
        return new Range((int) first, (int) last);
    }

    private static void checkAddress(String text, Field field) throws BadPort {
        if (text.isEmpty()) {
            return;
        }
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!isAddress(bare)) {
            throw new BadPort("an IP address in front, or nothing");
        }
        field.warn("ignoring the IP address " + bare + ": the service listens on all of a node's addresses");
    }

    private static boolean isAddress(String text) {
        boolean v6 = text.indexOf(':') >= 0 && IP_V6.matcher(text).matches();
        if (!v6 && !IP_V4.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress.getByName(text); // only digits and colons left: parses, asks no name service
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
