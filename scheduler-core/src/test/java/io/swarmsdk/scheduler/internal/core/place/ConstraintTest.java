package io.swarmsdk.scheduler.internal.core.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.model.Availability;
import io.swarmsdk.model.Meta;
import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeDescription;
import io.swarmsdk.model.NodeRole;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.NodeStatus;
import io.swarmsdk.model.Placement;
import io.swarmsdk.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ids in the first column name cases of the acceptance suite. */
class ConstraintTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "cg-001, \"\", \"expected one operator from ==, !=\"",
                "cg-003, nodeabc, \"expected one operator from ==, !=\"",
                "cg-005, 9node==a2, key '9node' is invalid",
                "cg-007, no de== node1, key 'no de' is invalid",
                "cg-009, ==node1, key '' is invalid",
                "cg-011, \"node==   \", value '' is invalid",
                "cg-021, \"node==a,b\", \"value 'a,b' is invalid\"",
                "cg-023, node==a=b, value 'a=b' is invalid",
                "cg-025, node!==a, key 'node!' is invalid",
                "cg-027, node>3, \"expected one operator from ==, !=\"",
            })
    void refusesWhatIsNoConstraintAndSaysWhy(String id, String expression, String problem) {
        assertThatThrownBy(() -> Constraint.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expression)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "cg-013, NoDe==node1, NoDe, true, node1",
                "cg-015, _node==_node1, _node, true, _node1",
                "cg-017, node==node 1, node, true, node 1",
                "cg-019, node.labels.a-b_c.d==1, node.labels.a-b_c.d, true, 1",
                "cg-029, node.ip==2001:db8::2, node.ip, true, 2001:db8::2",
                "cg-031, node==a\\b^c$d, node, true, a\\b^c$d",
                "-, \" node.role  !=  manager \", node.role, false, manager",
            })
    void readsKeyOperatorAndValue(String id, String expression, String key, boolean equal, String value) {
        assertThat(Constraint.parse(expression)).isEqualTo(new Constraint(key, equal, value));
    }

    @Test // cg-033, cg-035
    void oneUnreadableMemberSpoilsTheList() {
        assertThatThrownBy(() -> Constraints.parse(List.of("node.id==a", "bad")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Constraints.parse(List.of("node.id==a", "node.role!=manager"))
                        .all())
                .hasSize(2);
    }

    @Test // cm-090
    void aListThatCannotBeReadDemandsNothing() {
        var placement = new Placement(List.of("node.ip == "), List.of(), 0);
        assertThat(Constraints.of(placement).matches(node(""))).isTrue();
    }

    /** Nodes are written as {@code field=value;…}; a field that starts with {@code l.} or {@code e.} is a label. */
    @ParameterizedTest(name = "{0}: {2} on {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "cm-001, \"\", node.hostname != node-1, true",
                "cm-003, host=node-1, node.hostname != node-1, false",
                "cm-005, \"\", node.hostname == node-1, false",
                "cm-007, \"\", node.id == nodeid-1, true",
                "cm-009, \"\", node.id == nodeid-, false",
                "cm-011, \"\", node.role == worker, true",
                "cm-013, \"\", node.role == worker-manager, false",
                "cm-015, \"\", node.platform.os == linux, false",
                "cm-017, os=linux, node.platform.os == linux, true",
                "cm-019, arch=x86_64, node.platform.arch == amd64, false",
                "cm-021, arch=aarch64, node.platform.arch == AARCH64, true",
                "cm-023, e.security=high, node.labels.security == high, false",
                "cm-025, l.security=HIGH, node.labels.security == high, true",
                "cm-027, l.security=high, NODE.LABELS.security == high, true",
                "-, l.security=high, node.labels.SECURITY == high, false",
                "cm-029, l.a=b, node.labels. == b, false",
                "cm-031, \"\", engine.labels.disk != ssd, true",
                "cm-033, e.disk=ssd, engine.labels.disk != ssd, false",
                "cm-035, \"\", node.abc.bcd == high, false",
                "-, \"\", node.abc.bcd != high, false",
                "cm-037, host=foo, node.name == foo, false",
                "cm-039, host=F*o, node.hostname == f*o, true",
                "cm-041, host=fooE, node.hostname != foo, true",
                "cm-043, host=f.-$o, node.hostname == f.-$o, true",
                "cm-045, ip=10.20.30.41, node.ip != 10.20.30.41, false",
                "cm-047, ip=10.20.30.41, node.ip == 10.20.30.4/24, true",
                "cm-049, ip=10.20.30.41, node.ip == 10.20.30.41/34, false",
                "-, ip=10.20.30.41, node.ip != 10.20.30.41/34, false",
                "cm-051, ip=10.20.30.41, node.ip != 0.0.0.0, true",
                "cm-053, ip=10.20.30.41, node.ip != 10.20.30.0/24, false",
                "cm-055, ip=::ffff:10.20.30.41, node.ip == 10.20.30.41, true",
                "cm-057, ip=2001:db8::2, node.ip == 2001:db8:0::2, true",
                "cm-059, ip=2001:db8::2, node.ip == 2001:db8::/64, true",
                "cm-061, ip=2001:db8::2, node.ip != 2001:db9::/64, true",
                "cm-063, \"\", node.ip != 0.0.0.0, true",
                "-, ip=10.0.0.1, node.ip == localhost, false",
                "-, ip=::1, node.ip == ::1::2, false",
                "-, ip=1::8, node.ip == 1:0:0:0:0:0:0:8, true",
                "-, ip=1::8, node.ip == 1:2:3:4:5:6:7:8:9, false",
            })
    void matchesNodes(String id, String node, String constraint, boolean matches) {
        assertThat(Constraint.parse(constraint).matches(node(node))).isEqualTo(matches);
    }

    @Test // cm-065, cm-067, cm-069
    void allConstraintsMustHold() {
        var both =
                Constraints.parse(List.of("node.hostname == node-1", "engine.labels.operatingsystem != Ubuntu 14.04"));
        assertThat(both.matches(node(""))).isFalse();
        assertThat(both.matches(node("host=node-1;e.operatingsystem=ubuntu 14.04")))
                .isFalse();
        assertThat(both.matches(node("host=node-1"))).isTrue();
        assertThat(Constraints.parse(List.of("node.hostname == node-1", "node.labels.security == high"))
                        .matches(node("host=node-1;l.security=low")))
                .isFalse();
    }

    private static Node node(String text) {
        var fields = new TreeMap<String, String>();
        var labels = new TreeMap<String, String>();
        var engine = new TreeMap<String, String>();
        for (String field : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            var parts = field.split("=", 2);
            Map<String, String> target =
                    parts[0].startsWith("l.") ? labels : parts[0].startsWith("e.") ? engine : fields;
            target.put(parts[0].replaceFirst("^[le]\\.", ""), parts[1]);
        }
        var description = new NodeDescription(
                fields.getOrDefault("host", ""),
                fields.getOrDefault("os", ""),
                fields.getOrDefault("arch", ""),
                fields.getOrDefault("ip", ""),
                Resources.NONE,
                engine);
        return new Node(
                "nodeid-1",
                Meta.unsaved(),
                new NodeSpec(labels, Availability.ACTIVE),
                NodeRole.WORKER,
                description,
                NodeStatus.unknown());
    }
}
