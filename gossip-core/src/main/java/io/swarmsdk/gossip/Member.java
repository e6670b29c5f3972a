package io.swarmsdk.gossip;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;

/**
 * One member as this node sees it; an immutable snapshot.
 *
 * @param name unique in the cluster
 * @param epoch tells the runs of one name apart: a restarted process has a higher one
 * @param address where its datagrams go
 * @param state what this node believes of it
 * @param incarnation counts, within one epoch, how often the member spoke up for itself
 * @param metadata what the member says of itself, at most 512 bytes
 */
public record Member(
        String name, long epoch, InetSocketAddress address, MemberState state, long incarnation, byte[] metadata) {

    /** Copies the metadata. */
    public Member {
        metadata = metadata.clone();
    }

    /** A copy of the metadata. */
    @Override
    public byte[] metadata() {
        return metadata.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Member that
                && name.equals(that.name)
                && epoch == that.epoch
                && address.equals(that.address)
                && state == that.state
                && incarnation == that.incarnation
                && Arrays.equals(metadata, that.metadata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, epoch, incarnation);
    }

    @Override
    public String toString() {
        return name + "@" + address + " " + state + " epoch " + epoch + " incarnation " + incarnation;
    }
}
