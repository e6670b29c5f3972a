package io.swarmsdk.gossip.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.MemberState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One core, its peers played by hand. */
class SwimCoreTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Endpoint ME = Endpoint.ipv4(0x0a000001, 7946);
    private static final Endpoint PEER = Endpoint.ipv4(0x0a000002, 7946);
    private static final Endpoint OTHER = Endpoint.ipv4(0x0a000003, 7946);
    private static final byte[] NOTHING = new byte[0];

    private final Recorder effects = new Recorder();
    private final SwimCore core = new SwimCore(
            new CoreConfig(GossipProfile.LAN, 1300),
            new SwimRules(),
            MemberNews.alive("me", 5, ME, 0, NOTHING),
            1,
            effects,
            0);

    @Test
    void answersAPingMeantForItAndNoOther() {
        core.receive(PEER, new Message.Ping(7, "peer", "somebody", List.of()), 1);
        assertThat(effects.sent).isEmpty();
        assertThat(core.counters().refused).isEqualTo(1);
        core.receive(PEER, new Message.Ping(8, "peer", "me", List.of()), 2);
        assertThat(effects.sent(Message.Ack.class)).singleElement().satisfies(ack -> {
            assertThat(ack.seq()).isEqualTo(8);
            assertThat(ack.sender()).isEqualTo("me");
        });
    }

    @Test
    void objectsToASuspicionWithAHigherIncarnation() {
        hear(PEER, accused("me", 5, ME, 0));
        assertThat(core.own().incarnation()).isEqualTo(1);
        assertThat(core.own().state()).isEqualTo(MemberState.ALIVE);
        assertThat(core.counters().refutations).isEqualTo(1);
        hear(PEER, accused("me", 5, ME, 0));
        assertThat(core.counters().refutations).isEqualTo(1);
    }

    @Test
    void tellsAPeerThatStillBelievesARefutedSuspicion() {
        hear(PEER, accused("me", 5, ME, 4));
        core.receive(PEER, new Message.Ping(1, "peer", "me", List.of(accused("me", 5, ME, 4))), 2);
        assertThat(effects.sent(Message.Ack.class).get(0).news().get(0)).hasToString("me ALIVE 5.5");
    }

    @Test
    void survivesAnAccusationOfTheHighestIncarnation() {
        hear(PEER, accused("me", 5, ME, Limits.COUNTER - 1));
        assertThat(core.own().state()).isEqualTo(MemberState.ALIVE);
        hear(PEER, accused("me", 5, ME, Long.MAX_VALUE));
        assertThat(core.counters().refused).isEqualTo(1);
    }

    @Test
    void goesOnAboveAnEarlierRunWithALaterClock() {
        core.put("t", "k", NOTHING, 1);
        hear(PEER, MemberNews.alive("me", 9, ME, 3, NOTHING));
        assertThat(core.own().epoch()).isEqualTo(10);
        assertThat(core.entries())
                .singleElement()
                .satisfies(e -> assertThat(e.ownerEpoch()).isEqualTo(10));
        assertThat(core.visible("t")).hasSize(1);
    }

    @Test
    void reportsAnotherProcessOfItsNameAndDoesNotFightIt() {
        hear(PEER, MemberNews.alive("me", 9, OTHER, 0, NOTHING));
        assertThat(effects.events).containsExactly("conflict me");
        assertThat(core.own().epoch()).isEqualTo(5);
    }

    @Test
    void aSilentMemberIsSuspectedThenFailedAndItsEntriesAreHidden() {
        hear(PEER, alive("peer", 1, PEER, 0));
        hear(PEER, entry("k", "peer", 1, 1));
        runTo(20 * SECOND);
        assertThat(effects.events)
                .containsExactly("JOINED peer", "shown k", "SUSPECTED peer", "FAILED peer", "hidden k");
        hear(PEER, alive("peer", 1, PEER, 1));
        assertThat(effects.events).endsWith("JOINED peer", "shown k");
    }

    @Test
    void asksOthersToProbeAndTakesTheirAnswer() {
        hear(PEER, alive("peer", 1, PEER, 0), alive("other", 1, OTHER, 0));
        long now = 0;
        while (effects.sent(Message.PingRequest.class).isEmpty()) {
            now = core.nextDeadlineNanos();
            core.tick(now);
        }
        Message.PingRequest request = effects.sent(Message.PingRequest.class).get(0);
        core.receive(PEER, new Message.Ack(request.seq(), request.target(), List.of()), now + 1);
        long end = now + SECOND / 2;
        while (core.nextDeadlineNanos() < end) {
            core.tick(core.nextDeadlineNanos());
        }
        assertThat(core.counters().probesFailed).isZero();
    }

    @Test
    void probesForOthersAndSaysSoWhenThereIsNoAnswer() {
        core.receive(PEER, new Message.PingRequest(77, "other", OTHER, List.of()), 0);
        Message.Ping ping = effects.sent(Message.Ping.class).get(0);
        assertThat(ping.target()).isEqualTo("other");
        runTo(SECOND / 2);
        assertThat(effects.sent(Message.Nack.class))
                .extracting(Message.Nack::seq)
                .containsExactly(77L);
        core.receive(OTHER, new Message.Ack(ping.seq(), "other", List.of()), SECOND / 2);
        assertThat(effects.sent(Message.Ack.class)).extracting(Message.Ack::seq).containsExactly(77L);
    }

    @Test
    void anAnswerByTheWrongNodeIsNoAnswer() {
        core.receive(PEER, new Message.PingRequest(77, "other", OTHER, List.of()), 0);
        Message.Ping ping = effects.sent(Message.Ping.class).get(0);
        core.receive(OTHER, new Message.Ack(ping.seq(), "impostor", List.of()), 1);
        assertThat(effects.sent(Message.Ack.class)).isEmpty();
    }

    @Test
    void aLateTickIsAPauseAndFailsNobody() {
        hear(PEER, alive("peer", 1, PEER, 0));
        hear(PEER, accused("peer", 1, PEER, 0));
        core.tick(60 * SECOND);
        assertThat(core.counters().pauses).isEqualTo(1);
        assertThat(core.health()).isEqualTo(2);
        assertThat(effects.events).containsExactly("JOINED peer", "SUSPECTED peer");
    }

    @Test
    void aDeathHeardByComparisonIsVerifiedFirst() {
        hear(PEER, alive("other", 1, OTHER, 0));
        core.receive(PEER, new Message.Items(List.of(in("other", 1, OTHER, 0, MemberState.FAILED))), 1);
        assertThat(core.members()).anySatisfy(m -> assertThat(m).hasToString("other SUSPECT 1.0"));
    }

    @Test
    void aRestartPurgesWhatTheEarlierRunWrote() {
        hear(PEER, alive("peer", 1, PEER, 0), entry("k", "peer", 1, 1));
        hear(PEER, alive("peer", 2, PEER, 0));
        assertThat(effects.events).containsExactly("JOINED peer", "shown k", "UPDATED peer", "hidden k");
        hear(PEER, entry("k", "peer", 1, 1));
        assertThat(core.entries()).isEmpty();
    }

    @Test
    void aGoodbyePurgesAndNothingOlderBringsTheMemberBack() {
        hear(PEER, alive("peer", 1, PEER, 0), entry("k", "peer", 1, 1));
        hear(PEER, in("peer", 1, PEER, 0, MemberState.LEFT));
        hear(PEER, alive("peer", 1, PEER, 9), accused("peer", 1, PEER, 10), entry("k", "peer", 1, 1));
        assertThat(effects.events).containsExactly("JOINED peer", "shown k", "LEFT peer", "hidden k");
        assertThat(core.entries()).isEmpty();
    }

    @Test
    void anEntryThatComesBeforeItsOwnerIsShownWhenTheOwnerIsKnown() {
        hear(PEER, entry("k", "other", 1, 1));
        assertThat(core.visible("t")).isEmpty();
        hear(PEER, alive("other", 1, OTHER, 0));
        assertThat(core.visible("t")).hasSize(1);
    }

    @Test
    void anEntryWhoseOwnerNeverComesIsForgotten() {
        hear(PEER, entry("k", "ghost", 1, 1));
        runTo(130 * SECOND);
        assertThat(core.entries()).isEmpty();
    }

    @Test
    void refusesNewsThatBreakTheLimits() {
        hear(PEER, alive("has space", 1, PEER, 0), alive("", 1, PEER, 0), alive("x", -1, PEER, 0));
        hear(PEER, alive("x", 1, new Endpoint(0, 0, 1), 0), alive("x", 1, Endpoint.ipv4(1, 0), 0));
        hear(PEER, entry("", "x", 1, 1), entry("k", "x", 1, Long.MAX_VALUE));
        assertThat(core.members()).hasSize(1);
        assertThat(core.entries()).isEmpty();
        assertThat(core.counters().refused).isEqualTo(7);
    }

    @Test
    void sayingGoodbyeEndsProbingAndIsDoneWhenTold() {
        hear(PEER, alive("peer", 1, PEER, 0));
        core.leave(2);
        for (int i = 0; i < 20 && !effects.events.contains("leave spread"); i++) {
            core.tick(core.nextDeadlineNanos());
        }
        assertThat(effects.events).containsExactly("JOINED peer", "leave spread");
        assertThat(effects.sent(Message.Gossip.class))
                .anySatisfy(gossip ->
                        assertThat(gossip.news()).extracting(Object::toString).contains("me LEFT 5.0"));
        assertThat(effects.sent(Message.Ping.class)).isEmpty();
    }

    @Test
    void tellsTheCallerWhatDoesNotFit() {
        assertThatThrownBy(() -> core.put("t", "k", new byte[1300], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value: 1300 bytes (expected: at most 1224 with this key, to fit one datagram)");
        assertThatThrownBy(() -> core.put("t", "\ud800", NOTHING, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void runTo(long endNanos) {
        while (core.nextDeadlineNanos() - endNanos < 0) {
            core.tick(core.nextDeadlineNanos());
        }
    }

    private void hear(Endpoint from, News... news) {
        core.receive(from, new Message.Gossip(List.of(news)), 1);
    }

    private static MemberNews alive(String name, long epoch, Endpoint at, long incarnation) {
        return in(name, epoch, at, incarnation, MemberState.ALIVE);
    }

    private static MemberNews accused(String name, long epoch, Endpoint at, long incarnation) {
        return in(name, epoch, at, incarnation, MemberState.SUSPECT).accusedBy("accuser");
    }

    private static MemberNews in(String name, long epoch, Endpoint at, long incarnation, MemberState state) {
        return new MemberNews(name, epoch, at, incarnation, state, NOTHING, "", 0);
    }

    private static EntryNews entry(String key, String owner, long epoch, long counter) {
        return new EntryNews("t", key, NOTHING, false, owner, epoch, counter, 0);
    }
}
