package io.swarmsdk.node.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.node.SwarmException.RefusedException;
import io.swarmsdk.node.internal.config.ManagerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final ManagerAddress M1 = manager("m1", 7000);
    private static final ManagerAddress M2 = manager("m2", 7010);
    private static final ManagerAddress M3 = manager("m3", 7020);

    @Test
    void aSwarmOfOneIsCompleteAtOnce() {
        var rendezvous = new Rendezvous(1, M1);

        assertThat(rendezvous.gathered()).isCompletedWithValue(List.of(M1));
        rendezvous.open();
        assertThat(rendezvous.completed()).isCompletedWithValue(List.of(M1));
    }

    @Test
    void whoComesEarlyWaitsForTheLast() {
        var rendezvous = new Rendezvous(3, M2);
        var early = rendezvous.join(M3);

        assertThat(early).isNotDone();
        assertThat(rendezvous.completed()).isNotDone();
        assertThat(rendezvous.progress()).isEqualTo("2 of 3 managers");

        var last = rendezvous.join(M1);
        assertThat(rendezvous.gathered()).isCompletedWithValue(List.of(M1, M2, M3));
        assertThat(early).as("the founder goes first").isNotDone();
        assertThat(last).isNotDone();

        rendezvous.open();
        assertThat(early).isCompletedWithValue(List.of(M1, M2, M3));
        assertThat(last).isCompletedWithValue(List.of(M1, M2, M3));
        assertThat(rendezvous.completed()).isCompletedWithValue(List.of(M1, M2, M3));
    }

    @Test
    void whoAsksTwiceCountsOnce() {
        var rendezvous = new Rendezvous(3, M1);
        var first = rendezvous.join(M2);
        var second = rendezvous.join(M2);
        assertThat(rendezvous.progress()).isEqualTo("2 of 3 managers");

        rendezvous.join(M3);
        rendezvous.open();
        assertThat(first).isCompletedWithValue(List.of(M1, M2, M3));
        assertThat(second).isCompletedWithValue(List.of(M1, M2, M3));
    }

    @Test
    void anAddressMayChangeUntilTheSetIsComplete() {
        var rendezvous = new Rendezvous(3, M1);
        rendezvous.join(M2);
        ManagerAddress moved = manager("m2", 7011);
        rendezvous.join(moved);
        rendezvous.join(M3);
        rendezvous.open();

        assertThat(rendezvous.completed()).isCompletedWithValue(List.of(M1, moved, M3));
    }

    @Test
    void aMemberIsToldTheSetAgainWhenItAsksLater() {
        var rendezvous = new Rendezvous(3, M1);
        rendezvous.join(M2);
        rendezvous.join(M3);
        assertThat(rendezvous.join(M2)).as("not open yet").isNotDone();

        rendezvous.open();
        assertThat(rendezvous.join(M2)).isCompletedWithValue(List.of(M1, M2, M3));
    }

    @Test
    void whoComesLateIsRefusedAndToldWhatToDo() {
        var rendezvous = new Rendezvous(1, M1);

        assertThatThrownBy(() -> rendezvous.join(M2))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("manager m2")
                .hasMessageContaining("complete and fixed")
                .hasMessageContaining("[m1]")
                .hasMessageContaining("join as a worker");
    }

    @Test
    void aMemberUnderAnotherAddressIsRefusedOnceTheSetIsComplete() {
        var rendezvous = new Rendezvous(List.of(M1, M2, M3));

        assertThatThrownBy(() -> rendezvous.join(manager("m2", 7011))).isInstanceOf(RefusedException.class);
        assertThat(rendezvous.join(M2)).isCompletedWithValue(List.of(M1, M2, M3));
    }

    @Test
    void openingEarlyAnswersNobodyBeforeTheSetIsComplete() {
        var rendezvous = new Rendezvous(3, M1);
        rendezvous.open();
        rendezvous.join(M2);
        assertThat(rendezvous.completed()).isNotDone();

        rendezvous.join(M3);
        assertThat(rendezvous.completed()).isCompletedWithValue(List.of(M1, M2, M3));
    }

    @Test
    void nobodyCanCompleteTheSetForTheOthersByGivingUp() {
        var rendezvous = new Rendezvous(3, M1);
        rendezvous.join(M2).cancel(true);

        assertThat(rendezvous.completed()).isNotDone();
        rendezvous.join(M3);
        rendezvous.open();
        assertThat(rendezvous.completed()).isCompletedWithValue(List.of(M1, M2, M3));
    }

    private static ManagerAddress manager(String id, int port) {
        var loopback = InetAddress.getLoopbackAddress();
        return new ManagerAddress(
                id,
                new InetSocketAddress(loopback, port),
                new InetSocketAddress(loopback, port + 1),
                new InetSocketAddress(loopback, port));
    }
}
