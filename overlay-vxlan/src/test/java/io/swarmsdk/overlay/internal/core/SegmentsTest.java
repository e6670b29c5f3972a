package io.swarmsdk.overlay.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {

    private static final int VNI = 7;
    private static final long MAC = 0x0242_0A00_0001L;
    private static final long OTHER = 0x0242_0A00_0002L;
    private static final int IP = 0x0A00_0001;

    private final Segments segments = new Segments();

    @Test
    void aLaterEntryReplacesAnEarlierOneWhateverItSaid() {
        put(MAC, IP, 1);
        put(MAC, IP + 5, 2);

        assertThat(segment().remoteVtep(MAC)).isEqualTo(2);
        assertThat(segment().macOf(IP)).isNegative();
        assertThat(segment().macOf(IP + 5)).isEqualTo(MAC);
        assertThat(segment().floodList()).containsExactly(2);
        assertThat(segments.rows(VNI)).hasSize(1);
    }

    @Test
    void whenOneOfTwoOwnersOfAnAddressGoesTheOtherAnswers() {
        put(MAC, IP, 1);
        put(OTHER, IP, 2);
        assertThat(segment().macOf(IP)).as("the later one").isEqualTo(OTHER);

        segments.remove(VNI, OTHER);
        assertThat(segment().macOf(IP)).isEqualTo(MAC);

        put(OTHER, IP, 2);
        segments.remove(VNI, MAC);
        assertThat(segment().macOf(IP)).isEqualTo(OTHER);
    }

    @Test
    void anEntryThatNamesThisEndpointIsKeptButNotUsed() {
        put(MAC, IP, 1);
        put(MAC, IP, Segment.SELF);

        assertThat(segment().remoteVtep(MAC)).isNegative();
        assertThat(segment().macOf(IP)).isNegative();
        assertThat(segment().floodList()).isEmpty();
        assertThat(segments.rows(VNI)).containsExactly(new Segment.Row(MAC, IP, Segment.SELF));
    }

    @Test
    void aLocalPortGoesBeforeAnEntryAndTheEntryShowsAgainWhenThePortCloses() {
        put(MAC, IP, 1);
        segments.addPort(VNI, 3, MAC, IP);
        put(OTHER, IP, 2);

        assertThat(segment().localPort(MAC)).isEqualTo(3);
        assertThat(segment().macOf(IP)).isEqualTo(MAC);

        segments.removePort(VNI, 3, MAC, IP);
        assertThat(segment().localPort(MAC)).isNegative();
        assertThat(segment().remoteVtep(MAC)).isEqualTo(1);
        assertThat(segment().macOf(IP)).isEqualTo(OTHER);
    }

    @Test
    void aNetworkIsForgottenWithItsLastPortOrEntry() {
        put(MAC, IP, 1);
        segments.addPort(VNI, 0, OTHER, IP + 1);

        assertThat(segments.remove(VNI, MAC)).isTrue();
        assertThat(segments.remove(VNI, MAC)).isFalse();
        assertThat(segments.find(VNI)).isNotNull();
        segments.removePort(VNI, 0, OTHER, IP + 1);

        assertThat(segments.find(VNI)).isNull();
        assertThat(segments.all()).isEmpty();
    }

    @Test
    void manyNetworksAreFoundEachUnderItsIdentifier() {
        Random random = new Random(4);
        TreeSet<Integer> known = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            int vni = 1 + random.nextInt(0xFF_FFFF);
            known.add(vni);
            segments.put(vni, new Segment.Row(MAC, IP, 1));
        }
        for (int vni : known) {
            Segment found = segments.find(vni);
            assertThat(found).isNotNull().extracting(Segment::vni).isEqualTo(vni);
        }
        for (int i = 0; i < 2000; i++) {
            int vni = random.nextInt(1 << 24);
            assertThat(segments.find(vni) != null).isEqualTo(known.contains(vni));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tablesFollowTheEntriesThroughAnySequenceOfChanges(long seed) {
        Random random = new Random(seed);
        segments.addPort(VNI, 0, 0x0242_0AFF_FFFFL, -1);
        TreeMap<Long, Segment.Row> model = new TreeMap<>();
        for (int i = 0; i < 5000; i++) {
            long mac = MAC + random.nextInt(20);
            if (random.nextInt(3) == 0) {
                assertThat(segments.remove(VNI, mac)).isEqualTo(model.remove(mac) != null);
            } else {
                Segment.Row row = new Segment.Row(mac, IP + random.nextInt(8), random.nextInt(6) - 1);
                segments.put(VNI, row);
                model.put(mac, row);
            }
            check(model);
        }
    }

    private void check(TreeMap<Long, Segment.Row> model) {
        Segment segment = segment();
        assertThat(segments.rows(VNI)).containsExactlyElementsOf(model.values());
        TreeSet<Integer> vteps = new TreeSet<>();
        TreeSet<Integer> owned = new TreeSet<>();
        for (Segment.Row row : model.values()) {
            assertThat(segment.remoteVtep(row.mac())).isEqualTo(row.vtep());
            if (row.vtep() != Segment.SELF) {
                vteps.add(row.vtep());
                owned.add(row.ip());
            }
        }
        assertThat(segment.floodList())
                .containsExactly(vteps.stream().mapToInt(v -> v).toArray());
        for (int ip = IP; ip < IP + 8; ip++) {
            long mac = segment.macOf(ip);
            assertThat(mac >= 0).as("ip %x has an owner", ip).isEqualTo(owned.contains(ip));
            if (mac >= 0) {
                Segment.@Nullable Row owner = model.get(mac);
                assertThat(owner).isNotNull().extracting(Segment.Row::ip).isEqualTo(ip);
            }
        }
    }

    private void put(long mac, int ip, int vtep) {
        segments.put(VNI, new Segment.Row(mac, ip, vtep));
    }

    private Segment segment() {
        Segment found = segments.find(VNI);
        if (found == null) {
            throw new AssertionError("no network " + VNI);
        }
        return found;
    }
}
