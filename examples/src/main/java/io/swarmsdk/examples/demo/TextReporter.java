package io.swarmsdk.examples.demo;

import io.swarmsdk.node.SwarmState;
import java.io.PrintWriter;
import java.util.List;

/** Lines for people; on a terminal with a table below them that is drawn anew as the swarm changes. */
final class TextReporter implements Reporter {
    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean terminal;
    private final long startNanos = System.nanoTime();
    private List<String> table = List.of();
    private List<String> lastPlain = List.of();

    TextReporter(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void node(DemoNode node) {
        line(String.format(
                "  node   %-3s %s %s api=%s:%d pid=%d",
                node.name(),
                node.manager() ? "manager" : "worker ",
                node.id(),
                node.api().getAddress().getHostAddress(),
                node.api().getPort(),
                node.pid()));
    }

    @Override
    public void step(String title) {
        line("");
        line(style(BOLD, String.format("%5.1fs  %s", (System.nanoTime() - startNanos) / 1e9, title)));
    }

    @Override
    public void note(String text) {
        line("         " + text);
    }

    @Override
    public void check(String name, boolean ok, String detail) {
        line("  " + style(ok ? GREEN : RED, ok ? "ok    " : "FAILED") + " " + name
                + (detail.isEmpty() ? "" : ": " + detail));
    }

    @Override
    public void end(boolean ok, List<String> failed) {
        clear();
        table = List.of();
        line("");
        line(
                ok
                        ? style(GREEN, "all checks held")
                        : style(RED, failed.size() + " failed: " + String.join("; ", failed)));
    }

    @Override
    public void state(SwarmState state, List<DemoNode> nodes) {
        List<String> drawn = StateTable.lines(state, nodes);
        if (terminal) {
            clear();
            table = drawn;
            draw();
        } else {
            List<String> services = StateTable.services(state);
            if (!services.equals(lastPlain)) {
                services.stream().filter(s -> !lastPlain.contains(s)).forEach(s -> out.println("         " + s));
                out.flush();
                lastPlain = services;
            }
        }
    }

    private void line(String text) {
        clear();
        out.println(text);
        draw();
    }

    private void clear() {
        out.print(UP_AND_CLEAR.repeat(terminal ? table.size() : 0));
    }

    private void draw() {
        if (terminal) {
            table.forEach(out::println);
        }
        out.flush();
    }

    private String style(String code, String text) {
        return terminal ? code + text + PLAIN : text;
    }
}
