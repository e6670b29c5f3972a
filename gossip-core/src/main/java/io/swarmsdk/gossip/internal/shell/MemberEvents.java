package io.swarmsdk.gossip.internal.shell;

import io.swarmsdk.gossip.GossipListener;
import io.swarmsdk.gossip.Member;
import io.swarmsdk.gossip.internal.core.CoreEffects.MemberChange;
import io.swarmsdk.gossip.internal.core.MemberNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs membership changes and passes them to the listener. Confined to the loop. */
final class MemberEvents {

    private static final Logger LOG = LoggerFactory.getLogger(MemberEvents.class);

    private final String node;
    private final GossipListener listener;
    private final OrderedCallbacks callbacks;
    long dropped;

    MemberEvents(String node, GossipListener listener, OrderedCallbacks callbacks) {
        this.node = node;
        this.listener = listener;
        this.callbacks = callbacks;
    }

    void changed(MemberChange change, MemberNews news) {
        Member member = toMember(news);
        if (change == MemberChange.SUSPECTED || change == MemberChange.UPDATED) {
            LOG.debug("[{}] {}: {}", node, change, member);
        } else {
            LOG.info("[{}] {}: {}", node, change, member);
        }
        if (!callbacks.offer(() -> tell(change, member))) {
            dropped++;
        }
    }

    private void tell(MemberChange change, Member member) {
        switch (change) {
            case JOINED -> listener.memberJoined(member);
            case UPDATED -> listener.memberUpdated(member);
            case SUSPECTED -> listener.memberSuspected(member);
            case FAILED -> listener.memberFailed(member);
            case LEFT -> listener.memberLeft(member);
        }
    }

    static Member toMember(MemberNews news) {
        return new Member(
                news.name(),
                news.epoch(),
                Endpoints.toAddress(news.endpoint()),
                news.state(),
                news.incarnation(),
                news.metadata());
    }
}
