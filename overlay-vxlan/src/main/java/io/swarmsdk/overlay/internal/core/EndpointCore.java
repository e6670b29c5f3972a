package io.swarmsdk.overlay.internal.core;

import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.internal.core.Traffic.Kind;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * The smallest useful IPv4 host: it answers ARP for its address and ICMP echo requests, and can itself ask both. What
 * it does not understand goes to the receiver.
 *
 * <p>MAC addresses are asked for anew each time and never kept: the switch answers from its tables at no cost, and a
 * kept address would be wrong as soon as a station moves. Belongs to one event loop.
 */
public final class EndpointCore {

    /** Room that an allocated buffer has before its frame: the VXLAN header, and what may be put around it. */
    public static final int HEADROOM = 64;

    private static final long ASK_AGAIN_NANOS = 1_000_000_000L;
    private static final int ECHO_DATA_LENGTH = 56;
    private static final int ECHO_LENGTH = IcmpEcho.LENGTH + ECHO_DATA_LENGTH;
    private static final int SEQUENCES = 1 << 16;

    /** A question under way: first for a MAC address, then, if it is a ping, for the echo. */
    private static final class Question {
        final long token;
        final int target;
        final boolean ping;
        final long deadlineNanos;
        long askAgainNanos;
        int sequence = -1; // set when the echo request has gone
        long sentNanos;

        Question(long token, int target, boolean ping, long deadlineNanos) {
            this.token = token;
            this.target = target;
            this.ping = ping;
            this.deadlineNanos = deadlineNanos;
        }

        boolean resolving() {
            return sequence < 0;
        }

        long nextNanos() {
            return resolving() && askAgainNanos - deadlineNanos < 0 ? askAgainNanos : deadlineNanos;
        }
    }

    private final long mac;
    private final int ip;
    private final int identifier;
    private final Traffic traffic = new Traffic();
    private final Traffic total;
    private final TreeMap<Long, Question> questions = new TreeMap<>();
    private final TreeMap<Integer, Question> bySequence = new TreeMap<>();
    private int lastSequence;

    /** A host with these addresses, which counts what it does also in {@code total}. */
    public EndpointCore(long mac, int ip, Traffic total) {
        this.mac = mac;
        this.ip = ip;
        this.identifier = (int) (mac ^ mac >>> 16) & 0xFFFF;
        this.total = total;
    }

    /** What this host has done. */
    public Traffic traffic() {
        return traffic;
    }

    /** Asks for the MAC address of a station, until the time is over. The token is the caller's, used once. */
    public void resolve(long token, int target, long timeoutNanos, long nowNanos, EndpointEffects effects) {
        ask(new Question(token, target, false, nowNanos + timeoutNanos), nowNanos, effects);
    }

    /** Sends an echo request to a station once its MAC address is known. The token is the caller's, used once. */
    public void ping(long token, int target, long timeoutNanos, long nowNanos, EndpointEffects effects) {
        ask(new Question(token, target, true, nowNanos + timeoutNanos), nowNanos, effects);
    }

    private void ask(Question question, long nowNanos, EndpointEffects effects) {
        questions.put(question.token, question);
        if (question.target == ip) {
            macKnown(question, mac, nowNanos, effects);
        } else {
            askForMac(question, nowNanos, effects);
        }
        if (questions.containsKey(question.token)) {
            effects.wakeAt(question.nextNanos());
        }
    }

    /** The switch has delivered a frame: for this host's MAC address, or for a group. */
    public void receive(FrameBuffer buffer, int frame, int length, long nowNanos, EndpointEffects effects) {
        traffic.add(Kind.PORT_FRAMES_IN, 1);
        traffic.add(Kind.PORT_BYTES_IN, length);
        int type = Ethernet.type(buffer, frame);
        if (type == Ethernet.TYPE_ARP) {
            onArp(buffer, frame, length, nowNanos, effects);
        } else if (type == Ethernet.TYPE_IPV4) {
            onIpv4(buffer, frame, length, nowNanos, effects);
        } else {
            effects.toReceiver(buffer, frame, length);
        }
    }

    /** Counts a frame that leaves the port; also one of the caller's own, which passes this host by. */
    public void sent(int length) {
        traffic.add(Kind.PORT_FRAMES_OUT, 1);
        traffic.add(Kind.PORT_BYTES_OUT, length);
    }

    /** Time has passed: asks again, and gives up what is overdue. */
    public void tick(long nowNanos, EndpointEffects effects) {
        for (Question question : new ArrayList<>(questions.values())) {
            if (questions.get(question.token) != question) {
                continue; // answered at once, as an earlier one in this loop asked for the same address
            }
            if (nowNanos - question.deadlineNanos >= 0) {
                forget(question);
                effects.expired(question.token, !question.resolving());
            } else if (question.resolving() && nowNanos - question.askAgainNanos >= 0) {
                askForMac(question, nowNanos, effects);
            }
        }
        if (!questions.isEmpty()) {
            long waitNanos = Long.MAX_VALUE;
            for (Question question : questions.values()) {
                waitNanos = Math.min(waitNanos, question.nextNanos() - nowNanos);
            }
            effects.wakeAt(nowNanos + waitNanos);
        }
    }

    private void onArp(FrameBuffer buffer, int frame, int length, long nowNanos, EndpointEffects effects) {
        int operation = Arp.operation(buffer, frame, length);
        if (operation == Arp.REQUEST) {
            long asker = Arp.senderMac(buffer, frame);
            if (Arp.targetIp(buffer, frame) == ip && Ethernet.isStation(asker)) { // others' questions are no drop
                count(Kind.ARP_ANSWERED);
                FrameBuffer reply = effects.allocate(Arp.FRAME_LENGTH);
                Arp.writeReply(reply, HEADROOM, mac, ip, asker, Arp.senderIp(buffer, frame));
                transmit(reply, Arp.FRAME_LENGTH, effects);
            }
        } else if (operation == Arp.REPLY) {
            onMac(Arp.senderIp(buffer, frame), Arp.senderMac(buffer, frame), nowNanos, effects);
        } else {
            drop(DropReason.MALFORMED, effects);
        }
    }

    private void onMac(int address, long answer, long nowNanos, EndpointEffects effects) {
        if (!Ethernet.isStation(answer)) {
            drop(DropReason.MALFORMED, effects);
            return;
        }
        boolean asked = false;
        for (Question question : new ArrayList<>(questions.values())) {
            boolean open = questions.get(question.token) == question && question.resolving();
            if (open && question.target == address) {
                asked = true;
                macKnown(question, answer, nowNanos, effects);
            }
        }
        if (!asked) {
            drop(DropReason.UNEXPECTED_REPLY, effects);
        }
    }

    private void macKnown(Question question, long answer, long nowNanos, EndpointEffects effects) {
        if (!question.ping) {
            forget(question);
            effects.resolved(question.token, answer);
            return;
        }
        question.sequence = freeSequence();
        question.sentNanos = nowNanos;
        bySequence.put(question.sequence, question);
        sendEcho(question, answer, effects);
    }

    /** Questions under way are far fewer than sequence numbers: the shell bounds them. */
    private int freeSequence() {
        do {
            lastSequence = (lastSequence + 1) % SEQUENCES;
        } while (bySequence.containsKey(lastSequence));
        return lastSequence;
    }

    private void sendEcho(Question question, long to, EndpointEffects effects) {
        int packetLength = Ipv4.LENGTH + ECHO_LENGTH;
        FrameBuffer request = effects.allocate(Ethernet.LENGTH + packetLength);
        Ethernet.write(request, HEADROOM, to, mac, Ethernet.TYPE_IPV4);
        Ipv4.write(request, HEADROOM, packetLength, Ipv4.PROTOCOL_ICMP, ip, question.target);
        int message = HEADROOM + Ethernet.LENGTH + Ipv4.LENGTH;
        for (int i = 0; i < ECHO_DATA_LENGTH; i++) {
            request.setByte(message + IcmpEcho.LENGTH + i, i);
        }
        IcmpEcho.write(request, message, IcmpEcho.REQUEST, identifier, question.sequence, ECHO_LENGTH);
        transmit(request, Ethernet.LENGTH + packetLength, effects);
    }

    private void askForMac(Question question, long nowNanos, EndpointEffects effects) {
        question.askAgainNanos = nowNanos + ASK_AGAIN_NANOS;
        FrameBuffer request = effects.allocate(Arp.FRAME_LENGTH);
        Arp.writeRequest(request, HEADROOM, mac, ip, question.target);
        transmit(request, Arp.FRAME_LENGTH, effects);
    }

    private void onIpv4(FrameBuffer buffer, int frame, int length, long nowNanos, EndpointEffects effects) {
        int headerLength = Ipv4.headerLength(buffer, frame, length);
        if (headerLength < 0) {
            drop(DropReason.MALFORMED, effects);
        } else if (Ipv4.checksum(buffer, frame + Ethernet.LENGTH, headerLength) != 0) {
            drop(DropReason.BAD_CHECKSUM, effects);
        } else if (Ipv4.destination(buffer, frame) != ip) {
            if (Ethernet.isGroup(Ethernet.destination(buffer, frame))) {
                effects.toReceiver(buffer, frame, length);
            } else {
                drop(DropReason.NOT_OWN_ADDRESS, effects);
            }
        } else if (Ipv4.protocol(buffer, frame) != Ipv4.PROTOCOL_ICMP || Ipv4.isFragment(buffer, frame)) {
            effects.toReceiver(buffer, frame, length);
        } else {
            onIcmp(buffer, frame, length, headerLength, nowNanos, effects);
        }
    }

    private void onIcmp(
            FrameBuffer buffer, int frame, int length, int headerLength, long nowNanos, EndpointEffects effects) {
        int message = frame + Ethernet.LENGTH + headerLength;
        int messageLength = Ipv4.totalLength(buffer, frame) - headerLength;
        if (messageLength < IcmpEcho.LENGTH) {
            drop(DropReason.MALFORMED, effects);
        } else if (Ipv4.checksum(buffer, message, messageLength) != 0) {
            drop(DropReason.BAD_CHECKSUM, effects);
        } else if (IcmpEcho.code(buffer, message) == 0 && IcmpEcho.type(buffer, message) == IcmpEcho.REQUEST) {
            answerEcho(buffer, frame, message, messageLength, effects);
        } else if (IcmpEcho.code(buffer, message) == 0 && IcmpEcho.type(buffer, message) == IcmpEcho.REPLY) {
            onEchoReply(buffer, frame, message, nowNanos, effects);
        } else {
            effects.toReceiver(buffer, frame, length);
        }
    }

    private void answerEcho(FrameBuffer request, int frame, int message, int length, EndpointEffects effects) {
        if (Ethernet.isGroup(Ethernet.destination(request, frame))) {
            drop(DropReason.NOT_OWN_ADDRESS, effects); // unicast packets do not come in group frames (RFC 1122, 3.3.6)
            return;
        }
        count(Kind.ECHO_ANSWERED);
        int packetLength = Ipv4.LENGTH + length;
        FrameBuffer reply = effects.allocate(Ethernet.LENGTH + packetLength);
        Ethernet.write(reply, HEADROOM, Ethernet.source(request, frame), mac, Ethernet.TYPE_IPV4);
        Ipv4.write(reply, HEADROOM, packetLength, Ipv4.PROTOCOL_ICMP, ip, Ipv4.source(request, frame));
        int answer = HEADROOM + Ethernet.LENGTH + Ipv4.LENGTH;
        request.copyTo(message + IcmpEcho.LENGTH, reply, answer + IcmpEcho.LENGTH, length - IcmpEcho.LENGTH);
        int asked = IcmpEcho.identifier(request, message);
        IcmpEcho.write(reply, answer, IcmpEcho.REPLY, asked, IcmpEcho.sequence(request, message), length);
        transmit(reply, Ethernet.LENGTH + packetLength, effects);
    }

    private void onEchoReply(FrameBuffer buffer, int frame, int message, long nowNanos, EndpointEffects effects) {
        Question question = bySequence.get(IcmpEcho.sequence(buffer, message));
        if (question == null
                || IcmpEcho.identifier(buffer, message) != identifier
                || Ipv4.source(buffer, frame) != question.target) {
            drop(DropReason.UNEXPECTED_REPLY, effects);
            return;
        }
        forget(question);
        effects.answered(question.token, nowNanos - question.sentNanos);
    }

    private void forget(Question question) {
        questions.remove(question.token);
        if (!question.resolving()) {
            bySequence.remove(question.sequence);
        }
    }

    private void transmit(FrameBuffer buffer, int length, EndpointEffects effects) {
        sent(length);
        effects.transmit(buffer, HEADROOM, length);
    }

    private void count(Kind kind) {
        traffic.add(kind, 1);
        total.add(kind, 1);
    }

    /** Counts a drop, here or by whoever serves the receiver. */
    public void drop(DropReason reason, EndpointEffects effects) {
        traffic.drop(reason);
        total.drop(reason);
        effects.drop(reason);
    }
}
