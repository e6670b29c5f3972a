package io.swarmsdk.examples.demo;

import io.swarmsdk.node.SwarmState;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** One JSON object a line. */
final class JsonReporter implements Reporter {
    private final PrintWriter out;

    JsonReporter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void node(DemoNode node) {
        InetSocketAddress api = node.api();
        line("{\"event\":\"node\",\"id\":" + quoted(node.id()) + ",\"name\":" + quoted(node.name()) + ",\"role\":"
                + quoted(node.manager() ? "manager" : "worker") + ",\"pid\":" + node.pid() + ",\"api\":"
                + quoted(api.getAddress().getHostAddress() + ":" + api.getPort()) + ",\"dataDir\":"
                + quoted(node.dataDirectory().toString()) + "}");
    }

    @Override
    public void step(String title) {
        line("{\"event\":\"step\",\"title\":" + quoted(title) + "}");
    }

    @Override
    public void note(String text) {
        line("{\"event\":\"note\",\"text\":" + quoted(text) + "}");
    }

    @Override
    public void state(SwarmState state, List<DemoNode> nodes) {
        // The whole state twice a second is for eyes; a program that wants it asks the control API.
    }

    @Override
    public void check(String name, boolean ok, String detail) {
        line("{\"event\":\"check\",\"name\":" + quoted(name) + ",\"ok\":" + ok + ",\"detail\":" + quoted(detail) + "}");
    }

    @Override
    public void end(boolean ok, List<String> failed) {
        line("{\"event\":\"end\",\"ok\":" + ok + ",\"failed\":["
                + failed.stream().map(JsonReporter::quoted).collect(Collectors.joining(",")) + "]}");
    }

    private void line(String json) {
        out.println(json);
        out.flush();
    }

    /** A JSON string, RFC 8259 section 7. */
    static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
