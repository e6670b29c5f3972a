package io.swarmsdk.model.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.store.LeadershipListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadershipEventsTest {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final LeadershipEvents events = new LeadershipEvents(queue::add);
    private final List<String> told = new ArrayList<>();
    private final LeadershipListener listener = new LeadershipListener() {
        @Override
        public void caughtUp(long term) {
            told.add("caught up " + term);
        }

        @Override
        public void lost(long term) {
            told.add("lost " + term);
        }
    };

    @Test
    void tellsOfGainAndLossInOrder() {
        events.add(listener);
        events.caughtUp(3);
        runCallbacks();
        events.lost();
        runCallbacks();
        events.caughtUp(5);
        runCallbacks();
        assertThat(told).containsExactly("caught up 3", "lost 3", "caught up 5");
    }

    @Test
    void tellsALateListenerOfWhatHasBegun() {
        events.caughtUp(3);
        events.add(listener);
        runCallbacks();
        assertThat(told).containsExactly("caught up 3");
    }

    @Test
    void tellsASlowListenerOfTheLossOfWhatItKnewAndOfTheLastGain() {
        events.add(listener);
        events.caughtUp(3);
        runCallbacks();
        events.lost();
        events.caughtUp(4);
        events.lost();
        events.caughtUp(6);
        runCallbacks();
        assertThat(told).containsExactly("caught up 3", "lost 3", "caught up 6");
    }

    @Test
    void isSilentOnceRemoved() {
        events.add(listener);
        events.caughtUp(3);
        events.remove(listener);
        runCallbacks();
        assertThat(told).isEmpty();
    }

    private void runCallbacks() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }
}
