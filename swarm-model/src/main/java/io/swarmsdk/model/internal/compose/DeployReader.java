package io.swarmsdk.model.internal.compose;

import static io.swarmsdk.model.internal.compose.ServiceReader.optional;

import io.swarmsdk.model.RestartPolicy;
import io.swarmsdk.model.UpdateConfig.FailureAction;
import io.swarmsdk.model.UpdateConfig.Order;
import io.swarmsdk.model.internal.compose.ComposeFile.Amounts;
import io.swarmsdk.model.internal.compose.ComposeFile.Deploy;
import io.swarmsdk.model.internal.compose.ComposeFile.Placement;
import io.swarmsdk.model.internal.compose.ComposeFile.Resources;
import io.swarmsdk.model.internal.compose.ComposeFile.Restart;
import io.swarmsdk.model.internal.compose.ComposeFile.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a service's {@code deploy}. */
final class DeployReader {
    private static final int MAX = Integer.MAX_VALUE;

    private static final Keys DEPLOY = Keys.of(
                    "a service's deploy",
                    "mode",
                    "replicas",
                    "labels",
                    "update_config",
                    "resources",
                    "restart_policy",
                    "placement")
            .read(2, "endpoint_mode")
            .read(7, "rollback_config");
    private static final Keys UPDATE = Keys.of(
                    "an update", "parallelism", "delay", "failure_action", "monitor", "max_failure_ratio")
            .read(4, "order");
    private static final Keys RESOURCES = Keys.of("a service's resources", "limits", "reservations");
    private static final Keys LIMITS = Keys.of("limits", "cpus", "memory").later("pids");
    private static final Keys RESERVATIONS =
            Keys.of("reservations", "cpus", "memory").later("generic_resources");
    private static final Keys RESTART = Keys.of("a restart policy", "condition", "delay", "max_attempts", "window");
    private static final Keys PLACEMENT =
            Keys.of("a placement", "constraints").read(3, "preferences").read(8, "max_replicas_per_node");
    private static final Keys PREFERENCE = Keys.of("a placement preference", "spread");

    private static final Map<String, RestartPolicy.Condition> CONDITIONS = Map.of(
            "none", RestartPolicy.Condition.NONE,
            "on-failure", RestartPolicy.Condition.ON_FAILURE,
            "any", RestartPolicy.Condition.ANY);
    private static final Map<String, FailureAction> ACTIONS = Map.of(
            "pause", FailureAction.PAUSE, "continue", FailureAction.CONTINUE, "rollback", FailureAction.ROLLBACK);
    private static final Map<String, Order> ORDERS =
            Map.of("stop-first", Order.STOP_FIRST, "start-first", Order.START_FIRST);

    private final Keys.Context context;

    DeployReader(Keys.Context context) {
        this.context = context;
    }

    Deploy read(Field field) {
        var fields = DEPLOY.check(field, context);
        return new Deploy(
                optional(fields, "mode").flatMap(DeployReader::mode),
                optional(fields, "replicas").flatMap(f -> f.integer(0, MAX).map(f::sited)),
                optional(fields, "labels").map(Field::labels).orElseGet(TreeMap::new),
                optional(fields, "update_config").map(this::update),
                optional(fields, "rollback_config").map(this::update),
                optional(fields, "resources").map(this::resources),
                optional(fields, "restart_policy").map(this::restart),
                optional(fields, "placement").map(this::placement),
                optional(fields, "endpoint_mode").flatMap(DeployReader::endpointMode));
    }

    private static Optional<String> mode(Field field) {
        var mode = field.filledString();
        switch (mode.orElse("replicated")) {
            case "replicated", "global" -> {}
            case "replicated-job", "global-job" ->
                field.report(Problems.quote(mode.get()) + " is not supported yet (expected: replicated or global)");
            default -> field.wrong("replicated or global");
        }
        return mode;
    }

    private static Optional<Field.Sited<String>> endpointMode(Field field) {
        var mode = field.filledString().map(text -> text.toLowerCase(Locale.ROOT));
        if (mode.isPresent() && !mode.get().equals("vip") && !mode.get().equals("dnsrr")) {
            field.wrong("vip or dnsrr");
        }
        return mode.map(field::sited);
    }

    private Update update(Field field) {
        var fields = UPDATE.check(field, context);
        return new Update(
                optional(fields, "parallelism").flatMap(f -> f.integer(0, MAX)),
                optional(fields, "delay").flatMap(Field::duration),
                optional(fields, "failure_action").flatMap(f -> f.oneOf(ACTIONS)),
                optional(fields, "monitor").flatMap(Field::duration),
                optional(fields, "max_failure_ratio").flatMap(f -> f.number(0, 1)),
                optional(fields, "order").flatMap(f -> f.oneOf(ORDERS)));
    }

    private Resources resources(Field field) {
        var fields = RESOURCES.check(field, context);
        return new Resources(
                optional(fields, "limits").map(f -> amounts(LIMITS.check(f, context))),
                optional(fields, "reservations").map(f -> amounts(RESERVATIONS.check(f, context))));
    }

    private static Amounts amounts(Map<String, Field> fields) {
        return new Amounts(
                optional(fields, "cpus")
                        .flatMap(f -> f.parsed(
                                text -> Sizes.nanoCpus(text).isPresent() ? Optional.of(text) : Optional.empty(),
                                "cores as in '0.5', at most nine decimals")),
                optional(fields, "memory")
                        .flatMap(f -> f.parsed(DeployReader::bytes, "bytes as in 50M, 1.5g or 64kib")
                                .map(f::sited)));
    }

    private static Optional<Long> bytes(String text) {
        var bytes = Sizes.bytes(text);
        return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
    }

    private Restart restart(Field field) {
        var fields = RESTART.check(field, context);
        return new Restart(
                optional(fields, "condition").flatMap(f -> f.oneOf(CONDITIONS)),
                optional(fields, "delay").flatMap(Field::duration),
                optional(fields, "max_attempts").flatMap(f -> f.integer(0, MAX)),
                optional(fields, "window").flatMap(Field::duration));
    }

    private Placement placement(Field field) {
        var fields = PLACEMENT.check(field, context);
        var constraints = new ArrayList<Field.Sited<String>>();
        optional(fields, "constraints")
                .ifPresent(list -> list.list()
                        .forEach(item -> item.string().ifPresent(text -> constraints.add(item.sited(text)))));
        var spreadOver = new ArrayList<String>();
        optional(fields, "preferences")
                .ifPresent(list -> list.list().forEach(item -> {
                    @Nullable Field spread = PREFERENCE.check(item, context).get("spread");
                    if (spread != null) {
                        spread.string().ifPresent(spreadOver::add);
                    } else if (item.isMapping()) {
                        item.report("no spread (expected: spread and a label, as in node.labels.zone)");
                    }
                }));
        return new Placement(
                List.copyOf(constraints),
                List.copyOf(spreadOver),
                optional(fields, "max_replicas_per_node").flatMap(f -> f.integer(0, MAX)));
    }
}
