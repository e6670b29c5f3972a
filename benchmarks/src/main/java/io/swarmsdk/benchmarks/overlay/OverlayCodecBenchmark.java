package io.swarmsdk.benchmarks.overlay;

import io.swarmsdk.overlay.DropReason;
import io.swarmsdk.overlay.internal.core.ArrayFrame;
import io.swarmsdk.overlay.internal.core.Ethernet;
import io.swarmsdk.overlay.internal.core.FrameBuffer;
import io.swarmsdk.overlay.internal.core.Segment;
import io.swarmsdk.overlay.internal.core.Segments;
import io.swarmsdk.overlay.internal.core.SwitchEffects;
import io.swarmsdk.overlay.internal.core.VirtualSwitch;
import io.swarmsdk.overlay.internal.core.VxlanHeader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a frame costs before the socket: header, tables, switch. Run with {@code -prof gc}: 0 B/op is the promise. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OverlayCodecBenchmark implements SwitchEffects {

    private static final int VNI = 42;
    private static final long OWN = 0x0242_0A2A_0063L;
    private static final int FRAME = 64;

    @Param({"1000", "65536"})
    int stations;

    @Param({"1464"})
    int length;

    private final Segments segments = new Segments();
    private final VirtualSwitch virtualSwitch = new VirtualSwitch(segments, 1450);
    private long[] macs = {};
    private ArrayFrame out = new ArrayFrame(new byte[0]);
    private ArrayFrame in = new ArrayFrame(new byte[0]);
    private int turn;
    private long seen;

    @Setup
    public void populate() {
        SplittableRandom random = new SplittableRandom(1);
        macs = new long[stations];
        segments.addPort(VNI, 0, OWN, 0x0A2A_0063);
        for (int i = 0; i < stations; i++) {
            macs[i] = 0x0242_0000_0000L | random.nextInt() & 0xFFFF_FFFFL;
            segments.put(VNI, new Segment.Row(macs[i], i + 1, i % 100));
        }
        out = new ArrayFrame(new byte[FRAME + length]);
        in = new ArrayFrame(new byte[VxlanHeader.LENGTH + length]);
        VxlanHeader.encode(in, VxlanHeader.LENGTH, VNI);
        Ethernet.write(in, VxlanHeader.LENGTH, OWN, macs[0], 0x0800);
    }

    @Benchmark
    public int encode() {
        return VxlanHeader.encode(out, FRAME, turn++ & VxlanHeader.MAX_VNI);
    }

    @Benchmark
    public int decode() {
        return VxlanHeader.decode(in, 0, in.capacity());
    }

    @Benchmark
    public long switchToRandomTunnel() {
        turn = (turn + 7919) % stations;
        Ethernet.write(out, FRAME, macs[turn], OWN, 0x0800);
        virtualSwitch.fromPort(0, VNI, out, FRAME, length, this);
        return seen;
    }

    @Benchmark
    public long switchFromTunnel() {
        virtualSwitch.fromTunnel(in, 0, in.capacity(), this);
        return seen;
    }

    @Override
    public void deliverLocal(int port, FrameBuffer buffer, int frame, int size) {
        seen += size;
    }

    @Override
    public void sendTo(int vtep, FrameBuffer buffer, int datagram, int size) {
        seen += vtep;
    }

    @Override
    public void drop(DropReason reason) {
        throw new IllegalStateException("a good frame was dropped: " + reason);
    }
}
