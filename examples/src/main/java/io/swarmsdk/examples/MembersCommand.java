package io.swarmsdk.examples;

import io.swarmsdk.gossip.Gossip;
import io.swarmsdk.gossip.GossipProfile;
import io.swarmsdk.gossip.MemberState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** gossip-core: five members find each other, share a table, and notice that one is gone. */
@Command(name = "members", description = "gossip-core: membership, a replicated table, a failure.")
final class MembersCommand implements Callable<Integer> {
    private static final int MEMBERS = 5;

    @Override
    public Integer call() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var members = new ArrayList<Gossip>();
        try (var check = new SelfCheck("members")) {
            for (int i = 0; i < MEMBERS; i++) {
                Gossip.Builder builder =
                        Gossip.builder().name("member-" + i).bind(loopback).profile(GossipProfile.LOCAL);
                if (i > 0) {
                    builder.seeds(List.of(members.get(0).address()));
                }
                members.add(builder.build());
            }
            check.eventually("five members see five members", () -> count(members, MemberState.ALIVE, MEMBERS));
            members.get(1).table("colours").put("sky", "blue".getBytes(StandardCharsets.UTF_8));
            check.eventually(
                    "what one writes all can read",
                    () -> members.stream()
                                    .allMatch(member ->
                                            member.table("colours").get("sky").isPresent())
                            ? Optional.empty()
                            : Optional.of("not everywhere yet"));
            members.remove(1).close(); // without a goodbye
            check.eventually("the others notice that it is gone", () -> count(members, MemberState.FAILED, 1));
            check.eventually(
                    "and do not show what it wrote",
                    () -> members.stream()
                                    .noneMatch(member ->
                                            member.table("colours").get("sky").isPresent())
                            ? Optional.empty()
                            : Optional.of("still shown"));
            return check.exitCode();
        } finally {
            members.forEach(Gossip::close);
        }
    }

    private static Optional<String> count(List<Gossip> members, MemberState state, int expected) {
        for (Gossip member : members) {
            long seen = member.members().stream()
                    .filter(other -> other.state() == state)
                    .count();
            if (seen != expected) {
                return Optional.of(member.name() + " sees " + seen + " members " + state);
            }
        }
        return Optional.empty();
    }
}
