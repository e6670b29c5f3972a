package io.swarmsdk.overlay.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.overlay.DropReason;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VxlanHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0800000000000000",
        "1, 0800000000000100",
        "127, 0800000000007f00",
        "128, 0800000000008000", // a codec that reads signed bytes fails from here on
        "32768, 0800000000800000",
        "42, 0800000000002a00",
        "16777215, 08000000ffffff00"
    })
    void writesAndReadsTheHeaderOfTheRfc(int vni, String header) {
        byte[] memory = new byte[24];
        Arrays.fill(memory, (byte) 0xFF);
        ArrayFrame buffer = new ArrayFrame(memory);

        assertThat(VxlanHeader.encode(buffer, 16, vni)).isEqualTo(8);

        assertThat(Arrays.copyOfRange(memory, 8, 16)).isEqualTo(Packets.hex(header));
        assertThat(Packets.slice(buffer, 0, 8)).as("before the header").containsOnly(0xFF);
        assertThat(Packets.slice(buffer, 16, 8)).as("the frame").containsOnly(0xFF);
        assertThat(VxlanHeader.decode(buffer, 8, 8)).isEqualTo(vni);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1 << 24, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesAnIdentifierOfMoreThan24BitsAndLeavesTheBufferAlone(int vni) {
        ArrayFrame buffer = new ArrayFrame(new byte[16]);

        assertThatThrownBy(() -> VxlanHeader.encode(buffer, 8, vni))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("vni: " + vni);

        assertThat(buffer.array()).containsOnly(0);
    }

    @Test
    void ignoresEveryReservedBitOfWhatItReceives() {
        for (int bit = 0; bit < 64; bit++) {
            boolean flagI = bit == 59;
            boolean identifier = bit >= 8 && bit < 32;
            if (flagI || identifier) {
                continue;
            }
            ArrayFrame buffer = new ArrayFrame(new byte[8]);
            buffer.setLong(0, 0x0800_0000_0000_2A00L | 1L << bit);

            assertThat(VxlanHeader.decode(buffer, 0, 8)).as("bit %d", bit).isEqualTo(42);
        }
    }

    @Test
    void needsTheFlagThatMakesTheIdentifierValid() {
        ArrayFrame buffer = new ArrayFrame(Packets.hex("f7ffffff 00002aff"));

        assertThat(VxlanHeader.decode(buffer, 0, 8)).isEqualTo(DropReason.NO_VNI_FLAG.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void tellsAShortDatagramWithoutReadingIt(int length) {
        assertThat(VxlanHeader.decode(new ArrayFrame(new byte[length]), 0, length))
                .isEqualTo(DropReason.SHORT_HEADER.code());
    }

    @Test
    void everyReasonHasANegativeCodeOfItsOwn() {
        for (DropReason reason : DropReason.values()) {
            assertThat(reason.code()).isNegative();
            assertThat(DropReason.ofCode(reason.code())).isEqualTo(reason);
        }
    }

    @Test
    void randomFramesSurviveTheRoundTrip() {
        Random random = new Random(20);
        for (int i = 0; i < 100_000; i++) {
            int vni = random.nextInt(1 << 24);
            byte[] memory = new byte[8 + random.nextInt(100)];
            random.nextBytes(memory);
            byte[] before = memory.clone();
            ArrayFrame buffer = new ArrayFrame(memory);

            int datagram = VxlanHeader.encode(buffer, 8, vni);

            assertThat(VxlanHeader.decode(buffer, datagram, memory.length)).isEqualTo(vni);
            assertThat(Arrays.equals(memory, 8, memory.length, before, 8, memory.length))
                    .isTrue();
        }
    }
}
