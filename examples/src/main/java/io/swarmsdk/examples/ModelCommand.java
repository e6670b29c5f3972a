package io.swarmsdk.examples;

import io.swarmsdk.model.ObjectKind;
import io.swarmsdk.model.Service;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.spi.ReplicatedLog;
import io.swarmsdk.model.store.ChangeSet;
import io.swarmsdk.model.store.ConflictException;
import io.swarmsdk.model.store.StateStore;
import io.swarmsdk.model.store.StoreEvent;
import io.swarmsdk.model.store.StoreView;
import io.swarmsdk.model.store.WatchFilter;
import io.swarmsdk.model.store.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;

/** swarm-model: a store with change sets, preconditions and a watch. */
@Command(name = "store", description = "swarm-model: change sets, a conflict, a watch.")
final class ModelCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Override
    public Integer call() throws Exception {
        var seen = new ConcurrentLinkedQueue<StoreEvent>();
        try (var check = new SelfCheck("store");
                StateStore store =
                        StateStore.builder().log(ReplicatedLog.local()).build()) {
            store.watch(0, WatchFilter.kinds(ObjectKind.SERVICE), new Watcher() {
                @Override
                public void onEvents(List<StoreEvent> events) {
                    seen.addAll(events);
                }

                @Override
                public void onResyncNeeded() {
                    throw new IllegalStateException("two events are not too many");
                }
            });
            store.commit(
                            ChangeSet.builder(Instant.now())
                                    .create(Service.create("s1", ServiceSpec.replicated("web", "demo/web:1", 2)))
                                    .build(),
                            DEADLINE)
                    .join();
            StoreView before = store.view();
            Service read = before.serviceByName("web").orElseThrow();
            store.commit(update(read, "demo/web:2"), DEADLINE).join();
            check.that(
                    "an old view stays as it was",
                    before.serviceByName("web").equals(Optional.of(read)),
                    "version " + read.meta().version());
            boolean refused = false;
            try {
                store.commit(update(read, "demo/web:3"), DEADLINE).join();
            } catch (CompletionException e) {
                refused = Failure.cause(e) instanceof ConflictException;
            }
            check.that("a change of what has changed meanwhile is refused", refused, "conflict");
            check.eventually(
                    "the watch saw both changes in order",
                    () -> seen.size() == 2 ? Optional.empty() : Optional.of(seen.size() + " events"));
            return check.exitCode();
        }
    }

    private static ChangeSet update(Service service, String image) {
        return ChangeSet.builder(Instant.now())
                .update(service.updatedTo(service.spec().withImage(image)))
                .build();
    }
}
