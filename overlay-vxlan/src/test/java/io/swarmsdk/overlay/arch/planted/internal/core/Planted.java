package io.swarmsdk.overlay.arch.planted.internal.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classes that break the law of the core, one each: they show that the rules see. */
public final class Planted {

    private Planted() {}

    public static final class UsesNetty {
        public ByteBuf buffer() {
            return Unpooled.EMPTY_BUFFER;
        }
    }

    public static final class StartsAThread {
        public void start() {
            new Thread(() -> {}).start();
        }
    }

    public static final class TakesALock {
        private final ReentrantLock lock = new ReentrantLock();

        public boolean isHeld() {
            return lock.isLocked();
        }
    }

    public static final class OpensASocket {
        public void open() throws IOException {
            new DatagramSocket().close();
        }
    }

    public static final class ReadsAFile {
        public boolean exists() {
            return Files.exists(Path.of("x"));
        }
    }

    public static final class ReadsTheClock {
        public long now() {
            return System.nanoTime();
        }
    }

    public static final class AsksForNow {
        public Instant now() {
            return Instant.now();
        }
    }

    public static final class ThrowsDice {
        public int dice() {
            return new Random(1).nextInt(6);
        }
    }

    public static final class TakesALogarithm {
        public double log(double x) {
            return Math.log(x);
        }
    }

    public static final class WalksAHashMap {
        public int sum(HashMap<Integer, Integer> map) {
            return map.values().stream().mapToInt(i -> i).sum();
        }
    }

    public static final class CopiesAMap {
        public Map<String, String> copy(Map<String, String> from) {
            return Map.copyOf(from);
        }
    }

    public static final class CollectsASet {
        public Set<String> collect(Stream<String> from) {
            return from.collect(Collectors.toSet());
        }
    }
}
