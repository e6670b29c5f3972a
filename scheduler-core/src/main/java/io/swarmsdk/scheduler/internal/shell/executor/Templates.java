package io.swarmsdk.scheduler.internal.shell.executor;

import io.swarmsdk.model.Task;
import io.swarmsdk.scheduler.spi.ControllerContext;
import io.swarmsdk.scheduler.spi.RejectedTaskException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands {@code {{.Task.Slot}}} and its like. Pure. */
final class Templates {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private final SortedMap<String, String> values;

    private Templates(SortedMap<String, String> values) {
        this.values = values;
    }

    static Templates of(Task task, ControllerContext context) {
        var values = new TreeMap<String, String>();
        values.put(".Service.ID", task.serviceId());
        values.put(".Service.Name", task.serviceName());
        values.put(".Node.ID", context.nodeId());
        values.put(".Node.Hostname", context.node().hostname());
        values.put(".Task.ID", task.id());
        values.put(".Task.Name", task.name());
        values.put(".Task.Slot", Integer.toString(task.slot()));
        return new Templates(values);
    }

    /**
     * The text with every template replaced.
     *
     * @param what named when a template is not known
     */
    String expand(String what, String text) throws RejectedTaskException {
        var matcher = TEMPLATE.matcher(text);
        var expanded = new StringBuilder();
        while (matcher.find()) {
            var value = values.get(matcher.group(1));
            if (value == null) {
                throw new RejectedTaskException(what + ": unknown template '" + matcher.group() + "' (expected: one of "
                        + values.keySet() + ")");
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }

    Map<String, String> expandAll(Map<String, String> env) throws RejectedTaskException {
        var expanded = new TreeMap<String, String>();
        for (var variable : env.entrySet()) {
            expanded.put(variable.getKey(), expand("env " + variable.getKey(), variable.getValue()));
        }
        return Collections.unmodifiableMap(expanded);
    }
}
