package io.swarmsdk.raft.testkit;

import io.swarmsdk.raft.spi.CommittedEntry;
import io.swarmsdk.raft.spi.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Registers that hold a number each, 0 at first. A command swaps one; the reply is what it held before. */
final class RegisterMachine implements StateMachine {

    private final Map<Integer, Long> registers = new TreeMap<>();

    static byte[] swap(int register, long value) {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(register)
                .putLong(value)
                .array();
    }

    static long number(byte[] reply) {
        return ByteBuffer.wrap(reply).getLong();
    }

    long value(int register) {
        return registers.getOrDefault(register, 0L);
    }

    @Override
    public List<byte[]> apply(List<CommittedEntry> batch) {
        List<byte[]> replies = new ArrayList<>();
        for (CommittedEntry entry : batch) {
            ByteBuffer command = ByteBuffer.wrap(entry.command());
            int register = command.getInt();
            long before = value(register);
            registers.put(register, command.getLong());
            replies.add(ByteBuffer.allocate(Long.BYTES).putLong(before).array());
        }
        return replies;
    }
}
