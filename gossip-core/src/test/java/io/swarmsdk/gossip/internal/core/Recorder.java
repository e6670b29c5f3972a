package io.swarmsdk.gossip.internal.core;

import java.util.ArrayList;
import java.util.List;

/** Notes every effect of a core under test. */
final class Recorder implements CoreEffects {

    record Sent(Endpoint to, Message message) {}

    final List<Sent> sent = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    @Override
    public void send(Endpoint to, Message message) {
        sent.add(new Sent(to, message));
    }

    @Override
    public void member(MemberChange change, MemberNews member) {
        events.add(change + " " + member.name());
    }

    @Override
    public void viewChanged() {}

    @Override
    public void shown(EntryNews entry) {
        events.add("shown " + entry.key());
    }

    @Override
    public void hidden(EntryNews entry) {
        events.add("hidden " + entry.key());
    }

    @Override
    public void leaveSpread() {
        events.add("leave spread");
    }

    @Override
    public void nameConflict(MemberNews other) {
        events.add("conflict " + other.name());
    }

    <T extends Message> List<T> sent(Class<T> kind) {
        return sent.stream()
                .map(Sent::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
