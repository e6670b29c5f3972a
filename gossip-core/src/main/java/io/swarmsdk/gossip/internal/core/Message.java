package io.swarmsdk.gossip.internal.core;

import java.util.List;

/** One datagram's content. News rides on every kind. */
public sealed interface Message {

    /** At least the bytes of the largest body, digests apart: a ping with the longest names. */
    int BODY_BOUND = 48 + 2 * Limits.NAME_CHARS;

    /** At least the bytes of a body that only carries news. */
    int CARRIER_BOUND = 8;

    /** At least the bytes of a digest's body. */
    int DIGEST_BOUND = 24 + StateDigest.BUCKETS * Long.BYTES;

    List<News> news();

    void deliverTo(Receiver receiver, Endpoint from);

    /** Takes any kind. */
    interface Receiver {
        void onPing(Endpoint from, Ping ping);

        void onAck(Endpoint from, Ack ack);

        void onNack(Endpoint from, Nack nack);

        void onPingRequest(Endpoint from, PingRequest request);

        void onGossip(Endpoint from, Gossip gossip);

        void onDigest(Endpoint from, Digest digest);

        void onItems(Endpoint from, Items items);
    }

    /** Are you {@code target}? Then answer. */
    record Ping(long seq, String sender, String target, List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onPing(from, this);
        }
    }

    /** The probe {@code seq} reached {@code sender}. */
    record Ack(long seq, String sender, List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onAck(from, this);
        }
    }

    /** I was asked to probe and got no answer either: the asker's own network is well at least. */
    record Nack(long seq, List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onNack(from, this);
        }
    }

    /** Please probe this one for me. */
    record PingRequest(long seq, String target, Endpoint endpoint, List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onPingRequest(from, this);
        }
    }

    /** Rumours: believed as heard. */
    record Gossip(List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onGossip(from, this);
        }
    }

    /** The hashes of my whole state; a reply says that they differed. The array is shared and never written to. */
    record Digest(boolean reply, long[] buckets, List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onDigest(from, this);
        }
    }

    /** State of the buckets that differed: a death told so late is verified before it is believed. */
    record Items(List<News> news) implements Message {
        @Override
        public void deliverTo(Receiver receiver, Endpoint from) {
            receiver.onItems(from, this);
        }
    }
}
