package io.swarmsdk.node;

import java.util.List;
import java.util.Optional;

/**
 * What one node says of itself.
 *
 * @param nodeId its id
 * @param role {@code manager} or {@code worker}
 * @param clusterId the swarm it belongs to
 * @param raft its replica of the log; empty on a worker
 * @param gossip the members it knows
 * @param overlay its tunnel endpoint
 * @param storeRevision the revision its own replica of the state has reached; 0 on a worker
 */
public record NodeInfo(
        String nodeId,
        String role,
        String clusterId,
        Optional<Raft> raft,
        List<GossipMember> gossip,
        Overlay overlay,
        long storeRevision) {
    /** Copies the list. */
    public NodeInfo {
        gossip = List.copyOf(gossip);
    }

    /**
     * A manager's replica of the log.
     *
     * @param role its role in the term
     * @param term the present term
     * @param leader node id of the leader; empty when there is none
     * @param commitIndex what a majority holds
     * @param appliedIndex what this replica's store has applied
     * @param lastIndex end of this replica's log
     */
    public record Raft(
            String role, long term, Optional<String> leader, long commitIndex, long appliedIndex, long lastIndex) {}

    /**
     * A member of the gossip as this node sees it.
     *
     * @param name its node id
     * @param address host:port of its gossip socket
     * @param state {@code ALIVE}, {@code SUSPECT}, {@code FAILED} or {@code LEFT}
     */
    public record GossipMember(String name, String address, String state) {}

    /**
     * A node's tunnel endpoint and what passed through it since it started.
     *
     * @param address host:port, UDP
     * @param framesEncapsulated frames sent to other endpoints
     * @param framesDecapsulated frames accepted from other endpoints
     * @param echoReplies ICMP echo requests answered for tasks of this node
     * @param framesDropped frames dropped, for whatever reason
     */
    public record Overlay(
            String address, long framesEncapsulated, long framesDecapsulated, long echoReplies, long framesDropped) {}
}
