package io.swarmsdk.node.internal.rpc;

import io.swarmsdk.node.NodeInfo;
import io.swarmsdk.node.api.GetNodeInfoResponse;
import io.swarmsdk.node.api.GossipMember;
import io.swarmsdk.node.api.RaftInfo;
import io.swarmsdk.node.api.VtepInfo;
import java.util.Optional;

/** {@link NodeInfo} as a message and back. */
final class NodeInfos {
    private NodeInfos() {}

    static GetNodeInfoResponse encode(NodeInfo info) {
        GetNodeInfoResponse.Builder out = GetNodeInfoResponse.newBuilder()
                .setNodeId(info.nodeId())
                .setRole(info.role())
                .setClusterId(info.clusterId())
                .setStoreRevision(info.storeRevision())
                .setVtep(VtepInfo.newBuilder()
                        .setAddress(info.overlay().address())
                        .setFramesEncapsulated(info.overlay().framesEncapsulated())
                        .setFramesDecapsulated(info.overlay().framesDecapsulated())
                        .setEchoReplies(info.overlay().echoReplies())
                        .setFramesDropped(info.overlay().framesDropped()));
        info.raft()
                .ifPresent(raft -> out.setRaft(RaftInfo.newBuilder()
                        .setRole(raft.role())
                        .setTerm(raft.term())
                        .setLeader(raft.leader().orElse(""))
                        .setCommitIndex(raft.commitIndex())
                        .setAppliedIndex(raft.appliedIndex())
                        .setLastIndex(raft.lastIndex())));
        info.gossip()
                .forEach(member -> out.addGossip(GossipMember.newBuilder()
                        .setName(member.name())
                        .setAddress(member.address())
                        .setState(member.state())));
        return out.build();
    }

    static NodeInfo decode(GetNodeInfoResponse in) {
        RaftInfo raft = in.getRaft();
        VtepInfo vtep = in.getVtep();
        return new NodeInfo(
                in.getNodeId(),
                in.getRole(),
                in.getClusterId(),
                in.hasRaft()
                        ? Optional.of(new NodeInfo.Raft(
                                raft.getRole(),
                                raft.getTerm(),
                                raft.getLeader().isEmpty() ? Optional.empty() : Optional.of(raft.getLeader()),
                                raft.getCommitIndex(),
                                raft.getAppliedIndex(),
                                raft.getLastIndex()))
                        : Optional.empty(),
                in.getGossipList().stream()
                        .map(member ->
                                new NodeInfo.GossipMember(member.getName(), member.getAddress(), member.getState()))
                        .toList(),
                new NodeInfo.Overlay(
                        vtep.getAddress(),
                        vtep.getFramesEncapsulated(),
                        vtep.getFramesDecapsulated(),
                        vtep.getEchoReplies(),
                        vtep.getFramesDropped()),
                in.getStoreRevision());
    }
}
