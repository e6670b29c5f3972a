package io.swarmsdk.gossip;

/**
 * Counters since start, and gauges of now.
 *
 * @param packetsSent datagrams sent
 * @param bytesSent their payload bytes
 * @param packetsReceived datagrams received, the dropped ones included
 * @param bytesReceived their payload bytes
 * @param malformedDropped datagrams that were damaged or made no sense
 * @param foreignDropped datagrams of another cluster or protocol version
 * @param refusedNews news in valid datagrams that broke a limit, or pings meant for another node
 * @param probesSent members probed
 * @param probesFailed probes without an answer, direct or through others
 * @param refutations times this node had to object to a suspicion of itself
 * @param pauses times this node noticed that it had itself been stopped
 * @param callbacksDropped listener calls lost because a listener was too slow
 * @param health 0 (well) to 7: how much this node distrusts its own judgement
 * @param rumours facts still being spread
 * @param tableEntries entries held, hidden ones and tombstones included
 */
public record GossipStats(
        long packetsSent,
        long bytesSent,
        long packetsReceived,
        long bytesReceived,
        long malformedDropped,
        long foreignDropped,
        long refusedNews,
        long probesSent,
        long probesFailed,
        long refutations,
        long pauses,
        long callbacksDropped,
        int health,
        int rumours,
        int tableEntries) {}
