package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens when somebody else writes the same objects at the same time. */
class ConflictTest {
    private final Cluster cluster = new Cluster().node("n1");

    @Test
    void looksAgainAfterAConflictAndGetsThere() {
        cluster.service(ServiceSpec.replicated("s", "s:1", 3)).obey().run();
        var victim = cluster.slot("s", 3);
        cluster.beforeNextCommit(() -> cluster.state(victim.id(), TaskState.FAILED));
        cluster.update("s", spec -> spec.withMode(new ServiceMode.Replicated(1)))
                .run();
        assertThat(cluster.conflicts()).isEqualTo(1);
        assertThat(cluster.live("s")).hasSize(1);
        assertThat(cluster.tasks("s")).hasSize(1);
    }

    @Test
    void givesNoAddressOrNodeTwiceAfterAConflict() {
        cluster.service(ServiceSpec.replicated("s", "s:1", 2)).obey().run();
        cluster.beforeNextCommit(() -> cluster.update("s", spec -> spec.withMode(new ServiceMode.Replicated(5))));
        cluster.state(cluster.slot("s", 1).id(), TaskState.FAILED).advance(Duration.ofSeconds(5));
        assertThat(cluster.live("s")).hasSize(5).allMatch(task -> task.status().state() == TaskState.RUNNING);
    }
}
