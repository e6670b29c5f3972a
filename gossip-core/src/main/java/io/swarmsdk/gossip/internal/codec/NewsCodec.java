package io.swarmsdk.gossip.internal.codec;

import com.google.protobuf.ByteString;
import io.swarmsdk.gossip.MemberState;
import io.swarmsdk.gossip.internal.core.Endpoint;
import io.swarmsdk.gossip.internal.core.EntryNews;
import io.swarmsdk.gossip.internal.core.MemberNews;
import io.swarmsdk.gossip.internal.core.News;
import io.swarmsdk.gossip.internal.wire.EndpointItem;
import io.swarmsdk.gossip.internal.wire.EntryItem;
import io.swarmsdk.gossip.internal.wire.MemberItem;
import io.swarmsdk.gossip.internal.wire.NewsItem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** News to and from protobuf. An item of a kind not known here (a newer member sent it) is passed over. */
final class NewsCodec {

    static final Endpoint NOWHERE = new Endpoint(0, 0, 0);

    NewsItem write(News news) {
        NewsItem.Builder out = NewsItem.newBuilder();
        news.deliverTo(new News.Receiver() {
            @Override
            public void onMember(MemberNews member) {
                out.setMember(NewsCodec.write(member));
            }

            @Override
            public void onEntry(EntryNews entry) {
                out.setEntry(NewsCodec.write(entry));
            }
        });
        return out.build();
    }

    List<News> read(List<NewsItem> items) {
        List<News> news = new ArrayList<>(items.size());
        for (NewsItem item : items) {
            News read = switch (item.getKindCase()) {
                case MEMBER -> read(item.getMember());
                case ENTRY -> read(item.getEntry());
                case KIND_NOT_SET -> null;
            };
            if (read != null) {
                news.add(read);
            }
        }
        return news;
    }

    private static MemberItem write(MemberNews member) {
        return MemberItem.newBuilder()
                .setName(member.name())
                .setEpoch(member.epoch())
                .setEndpoint(write(member.endpoint()))
                .setIncarnation(member.incarnation())
                .setState(stateNumber(member.state()))
                .setMetadata(ByteString.copyFrom(member.metadata()))
                .setAccuser(member.accuser())
                .setAgeSeconds(member.ageSeconds())
                .build();
    }

    private static @Nullable MemberNews read(MemberItem item) {
        Endpoint endpoint = read(item.getEndpoint());
        MemberState state = state(item.getState());
        if (endpoint == null || state == null) {
            return null;
        }
        return new MemberNews(
                item.getName(),
                item.getEpoch(),
                endpoint,
                item.getIncarnation(),
                state,
                item.getMetadata().toByteArray(),
                item.getAccuser(),
                item.getAgeSeconds());
    }

    private static EntryItem write(EntryNews entry) {
        return EntryItem.newBuilder()
                .setTable(entry.table())
                .setKey(entry.key())
                .setValue(ByteString.copyFrom(entry.value()))
                .setTombstone(entry.tombstone())
                .setOwner(entry.owner())
                .setOwnerEpoch(entry.ownerEpoch())
                .setCounter(entry.counter())
                .setAgeSeconds(entry.ageSeconds())
                .build();
    }

    private static EntryNews read(EntryItem item) {
        return new EntryNews(
                item.getTable(),
                item.getKey(),
                item.getValue().toByteArray(),
                item.getTombstone(),
                item.getOwner(),
                item.getOwnerEpoch(),
                item.getCounter(),
                item.getAgeSeconds());
    }

    static EndpointItem write(Endpoint endpoint) {
        ByteBuffer ip = ByteBuffer.allocate(endpoint.isIpv4() ? 4 : 16);
        if (endpoint.isIpv4()) {
            ip.putInt((int) endpoint.low());
        } else {
            ip.putLong(endpoint.high()).putLong(endpoint.low());
        }
        return EndpointItem.newBuilder()
                .setIp(ByteString.copyFrom(ip.array()))
                .setPort(endpoint.port())
                .build();
    }

    static @Nullable Endpoint read(EndpointItem item) {
        ByteBuffer ip = item.getIp().asReadOnlyByteBuffer();
        return switch (ip.remaining()) {
            case 4 -> Endpoint.ipv4(ip.getInt(), item.getPort());
            case 16 -> new Endpoint(ip.getLong(), ip.getLong(), item.getPort());
            default -> null;
        };
    }

    private static int stateNumber(MemberState state) {
        return switch (state) {
            case ALIVE -> 1;
            case SUSPECT -> 2;
            case FAILED -> 3;
            case LEFT -> 4;
        };
    }

    private static @Nullable MemberState state(int number) {
        return switch (number) {
            case 1 -> MemberState.ALIVE;
            case 2 -> MemberState.SUSPECT;
            case 3 -> MemberState.FAILED;
            case 4 -> MemberState.LEFT;
            default -> null;
        };
    }
}
