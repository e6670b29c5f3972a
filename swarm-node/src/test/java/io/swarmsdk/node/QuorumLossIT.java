package io.swarmsdk.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Stack;
import io.swarmsdk.node.SwarmException.Outcome;
import io.swarmsdk.node.SwarmException.OutcomeUnknownException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told while most managers are gone must be true once they are back. */
class QuorumLossIT {
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    /** On top of the deadline, for a machine that is busy. */
    private static final Duration SLACK = Duration.ofSeconds(4);

    @TempDir
    private Path directory;

    private final Map<String, CompletableFuture<Long>> deployments = new LinkedHashMap<>();

    @Test
    void aLeaderAloneKeepsItsWord() throws Exception {
        try (TestSwarm swarm = TestSwarm.formed(directory, 3, 0)) {
            String survivor = swarm.leader();
            List<String> lost = swarm.followers();
            try (SwarmClient patient = swarm.node(survivor).client();
                    SwarmClient client = patient.withTimeout(DEADLINE)) {
                // Under way while the others disappear.
                for (int i = 0; i < 10; i++) {
                    deploy(client, "during-" + i);
                }
                lost.forEach(swarm::halt);
                assertThat(failure(client, "still-leading")).isNotNull();

                Awaitility.await().atMost(TestSwarm.LIMIT).until(() -> !swarm.leads(survivor));
                assertThat(failure(client, "stepped-down").outcome()).isEqualTo(Outcome.NOT_APPLIED);

                for (String name : lost) {
                    swarm.start(name, swarm.builder(name));
                }
                everyWordWasTrue(patient);
            }
        }
    }

    @Test
    void aFollowerAloneKeepsItsWord() throws Exception {
        try (TestSwarm swarm = TestSwarm.formed(directory, 3, 0)) {
            List<String> followers = swarm.followers();
            String survivor = followers.get(0);
            List<String> lost = List.of(swarm.leader(), followers.get(1));
            try (SwarmClient patient = swarm.node(survivor).client();
                    SwarmClient client = patient.withTimeout(DEADLINE)) {
                for (int i = 0; i < 10; i++) {
                    deploy(client, "during-" + i);
                }
                lost.forEach(swarm::halt);
                assertThat(failure(client, "leader-gone")).isNotNull();
                assertThat(failure(client, "no-leader").outcome()).isEqualTo(Outcome.NOT_APPLIED);

                for (String name : lost) {
                    swarm.start(name, swarm.builder(name));
                }
                everyWordWasTrue(patient);
            }
        }
    }

    private CompletableFuture<Long> deploy(SwarmClient client, String stack) {
        CompletableFuture<Long> deployed = client.deployStack(TestSwarm.emptyStack(stack));
        deployments.put(stack, deployed);
        return deployed;
    }

    /** Deploys, and demands a failure of the right kind in time. */
    private SwarmException failure(SwarmClient client, String stack) throws Exception {
        long start = System.nanoTime();
        SwarmException failure = outcomeOf(deploy(client, stack));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(stack).isLessThan(DEADLINE.plus(SLACK));
        assertThat(failure).as(stack).isInstanceOfAny(UnavailableException.class, OutcomeUnknownException.class);
        return failure;
    }

    private static SwarmException outcomeOf(CompletableFuture<Long> deployed) throws Exception {
        try {
            throw new AssertionError("deployed without a majority, at revision "
                    + deployed.get(TestSwarm.LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return cause(e);
        }
    }

    private static SwarmException cause(ExecutionException failure) {
        return (SwarmException) Objects.requireNonNull(failure.getCause());
    }

    private void everyWordWasTrue(SwarmClient client) throws Exception {
        Awaitility.await()
                .atMost(TestSwarm.LIMIT)
                .ignoreException(ExecutionException.class)
                .until(() -> client.deployStack(TestSwarm.emptyStack("fresh"))
                                .get(TestSwarm.LIMIT.toSeconds(), TimeUnit.SECONDS)
                        > 0);
        SwarmState state = client.state().get(TestSwarm.LIMIT.toSeconds(), TimeUnit.SECONDS);
        Set<String> stacks = state.stacks().stream()
                .map(Stack::spec)
                .map(spec -> spec.name())
                .collect(Collectors.toSet());
        assertThat(stacks).contains("fresh");
        for (Map.Entry<String, CompletableFuture<Long>> each : deployments.entrySet()) {
            String stack = each.getKey();
            try {
                each.getValue().get(TestSwarm.LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(stacks).as("acknowledged").contains(stack);
            } catch (ExecutionException e) {
                if (cause(e).outcome() == Outcome.NOT_APPLIED) {
                    assertThat(stacks).as("not applied: %s", e.getCause()).doesNotContain(stack);
                    assertThat(state.networks())
                            .noneMatch(network -> network.spec().name().equals(stack + "_net"));
                }
            }
        }
    }
}
