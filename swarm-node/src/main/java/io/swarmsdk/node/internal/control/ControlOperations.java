package io.swarmsdk.node.internal.control;

import io.swarmsdk.model.Node;
import io.swarmsdk.model.NodeSpec;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.StackSpec;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.Committed;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreException;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.node.SwarmException;
import io.swarmsdk.node.SwarmException.OutcomeUnknownException;
import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.SwarmException.UnavailableException;
import io.swarmsdk.node.internal.identity.Ids;
import io.swarmsdk.node.internal.rpc.Failures;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Requests as change sets, for a replica that leads. A conflict means that the view was older than the store: the
 * change set is built anew against the present view, a bounded number of times. Callable from any thread.
 */
public final class ControlOperations {
    private static final int MAX_ATTEMPTS = 8;

    private final StateStore store;
    private final Clock clock;

    /** Operations on this store; the clock stamps what is changed. */
    public ControlOperations(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Creates a stack or changes it to the spec. Completes with the revision that shows it. */
    public CompletableFuture<Long> deployStack(StackSpec spec, boolean prune, Duration deadline) {
        return change(view -> StackChanges.deploy(view, spec, prune, clock.instant(), Ids::random), deadline);
    }

    /** Removes a stack. */
    public CompletableFuture<Long> removeStack(String name, Duration deadline) {
        return change(view -> StackChanges.remove(view, name, clock.instant()), deadline);
    }

    /** Changes the spec of a service; version 0 takes the service as it is, another one only at that version. */
    public CompletableFuture<Long> updateService(
            String name, long version, UnaryOperator<ServiceSpec> change, Duration deadline) {
        return change(
                view -> {
                    Service service = view.serviceByName(name)
                            .orElseThrow(() -> new RefusedException("service " + name + ": does not exist", null));
                    checkVersion("service " + name, version, service.meta().version());
                    ServiceSpec next = change.apply(service.spec());
                    StackChanges.checkPlacement(next);
                    if (!next.mode().getClass().equals(service.spec().mode().getClass())) {
                        throw new RefusedException("service " + name + ": mode cannot be changed", null);
                    }
                    if (!next.name().equals(service.spec().name())) {
                        throw new RefusedException("service " + name + ": cannot be renamed", null);
                    }
                    ChangeSet.Builder changes = ChangeSet.builder(clock.instant());
                    if (!next.equals(service.spec())) {
                        changes.update(service.updatedTo(next));
                    }
                    return changes.build();
                },
                deadline);
    }

    /** Changes the spec of a node. */
    public CompletableFuture<Long> updateNode(String id, long version, NodeSpec spec, Duration deadline) {
        return change(
                view -> {
                    Node node = view.node(id)
                            .orElseThrow(() -> new RefusedException("node " + id + ": does not exist", null));
                    checkVersion("node " + id, version, node.meta().version());
                    return ChangeSet.builder(clock.instant())
                            .update(node.withSpec(spec))
                            .build();
                },
                deadline);
    }

    /** Writes a node that is new, or the changed description of a known one. */
    public CompletableFuture<Long> registerNode(Node node, Duration deadline) {
        return change(
                view -> {
                    ChangeSet.Builder changes = ChangeSet.builder(clock.instant());
                    Node present = view.node(node.id()).orElse(null);
                    if (present == null) {
                        changes.create(node);
                    } else if (present.role() != node.role()) {
                        throw new RefusedException(
                                "node " + node.id() + ": is a " + present.role() + " (expected: the same role for ever;"
                                        + " join as a new node, with an empty data directory)",
                                null);
                    } else if (!present.description().equals(node.description())) {
                        changes.update(present.withDescription(node.description()));
                    }
                    return changes.build();
                },
                deadline);
    }

    /** A view not older than the call. */
    public CompletableFuture<StoreView> read(Duration deadline) {
        var result = new CompletableFuture<StoreView>();
        store.readBarrier(deadline).whenComplete((view, failure) -> {
            if (failure == null) {
                result.complete(view);
            } else {
                result.completeExceptionally(new UnavailableException(
                        "no current view: " + Failures.unwrap(failure).getMessage(), failure));
            }
        });
        return result;
    }

    private static void checkVersion(String what, long expected, long present) {
        if (expected != 0 && expected != present) {
            throw new SwarmException.ConflictException(
                    what + ": is at version " + present + " (expected: " + expected + ")", null);
        }
    }

    private CompletableFuture<Long> change(Function<StoreView, ChangeSet> plan, Duration deadline) {
        var result = new CompletableFuture<Long>();
        attempt(plan, System.nanoTime() + deadline.toNanos(), 1, result);
        return result;
    }

    private void attempt(
            Function<StoreView, ChangeSet> plan, long deadlineNanos, int attempt, CompletableFuture<Long> result) {
        try {
            StoreView view = store.view();
            ChangeSet changes = plan.apply(view);
            if (changes.isEmpty()) {
                result.complete(view.revision());
                return;
            }
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                result.completeExceptionally(new UnavailableException("deadline passed; nothing was changed", null));
                return;
            }
            store.commit(changes, Duration.ofNanos(leftNanos)).whenComplete((committed, failure) -> {
                Throwable cause = failure == null ? null : Failures.unwrap(failure);
                if (cause == null) {
                    result.complete(revision(committed));
                } else if (cause instanceof ConflictException && attempt < MAX_ATTEMPTS) {
                    attempt(plan, deadlineNanos, attempt + 1, result);
                } else {
                    result.completeExceptionally(translate(cause));
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static long revision(Committed committed) {
        return committed.revision();
    }

    private static Throwable translate(Throwable cause) {
        if (cause instanceof ConflictException conflict) {
            return new SwarmException.ConflictException(Failures.message(conflict), conflict);
        }
        if (cause instanceof StoreException failed) {
            return failed.outcome() == StoreException.Outcome.NOT_APPLIED
                    ? new UnavailableException(failed.getMessage() + "; nothing was changed", failed)
                    : new OutcomeUnknownException(failed.getMessage() + "; it may still appear", failed);
        }
        return cause;
    }
}
