package io.swarmsdk.scheduler.internal.core.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Why a node cannot take a task: the first of these that holds. */
enum Objection {
    NOT_AVAILABLE {
        @Override
        String text(int nodes) {
            return nodes == 1 ? "1 node not available for new tasks" : nodes + " nodes not available for new tasks";
        }
    },
    RESOURCES {
        @Override
        String text(int nodes) {
            return "insufficient resources on " + count(nodes);
        }
    },
    CONSTRAINTS {
        @Override
        String text(int nodes) {
            return "scheduling constraints not satisfied on " + count(nodes);
        }
    },
    HOST_PORT {
        @Override
        String text(int nodes) {
            return "host-mode port already in use on " + count(nodes);
        }
    },
    MAX_REPLICAS {
        @Override
        String text(int nodes) {
            return "max replicas per node limit exceed";
        }
    };

    abstract String text(int nodes);

    /** One sentence for all nodes: each counted at its first objection, the most frequent first. */
    static String explain(EnumMap<Objection, Integer> counts) {
        if (counts.isEmpty()) {
            return "no suitable node";
        }
        List<Map.Entry<Objection, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        var texts = entries.stream()
                .map(entry -> entry.getKey().text(entry.getValue()))
                .toList();
        return "no suitable node (" + String.join("; ", texts) + ")";
    }

    private static String count(int nodes) {
        return nodes == 1 ? "1 node" : nodes + " nodes";
    }
}
