package io.swarmsdk.gossip.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RumourQueueTest {

    private static final Endpoint A = Endpoint.ipv4(1, 1);
    private static final Endpoint B = Endpoint.ipv4(2, 1);

    private final RumourQueue<String> queue = new RumourQueue<>((name, now) -> name.equals("gone") ? null : news(name));

    @Test
    void tellsTheLeastToldFirstAndThenTheNewest() {
        queue.add("old", null);
        queue.add("new", null);
        assertThat(take(A, oneNews())).containsExactly("new");
        assertThat(take(A, oneNews())).containsExactly("old");
        queue.add("newest", null);
        assertThat(take(A, oneNews())).containsExactly("newest");
    }

    @Test
    void forgetsARumourThatWasToldOftenEnough() {
        queue.add("x", null);
        for (int i = 0; i < 3; i++) {
            assertThat(take(A, 1000)).containsExactly("x");
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.sends("x")).isEqualTo(-1);
    }

    @Test
    void startsOverWhenTheFactChanges() {
        queue.add("x", null);
        take(A, 1000);
        queue.add("x", null);
        assertThat(queue.sends("x")).isZero();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void doesNotTellASourceItsOwnNews() {
        queue.add("x", A);
        assertThat(take(A, 1000)).isEmpty();
        assertThat(take(B, 1000)).containsExactly("x");
    }

    @Test
    void dropsWhatIsNoLongerTrue() {
        queue.add("gone", null);
        assertThat(take(A, 1000)).isEmpty();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void isBoundedAndForgetsTheMostToldFirst() {
        queue.add("told", null);
        take(A, 1000);
        for (int i = 0; i < RumourQueue.CAPACITY; i++) {
            queue.add("n" + i, null);
        }
        assertThat(queue.size()).isEqualTo(RumourQueue.CAPACITY);
        assertThat(queue.sends("told")).isEqualTo(-1);
    }

    private List<String> take(Endpoint to, int room) {
        List<News> out = new ArrayList<>();
        int used = queue.take(to, room, 3, 0, out);
        assertThat(used).isEqualTo(out.stream().mapToInt(News::sizeBound).sum());
        return out.stream().map(news -> ((MemberNews) news).name()).toList();
    }

    private static int oneNews() {
        return news("newest").sizeBound();
    }

    private static MemberNews news(String name) {
        return MemberNews.alive(name, 1, A, 0, new byte[0]);
    }
}
