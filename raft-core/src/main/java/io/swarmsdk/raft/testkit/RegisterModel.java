package io.swarmsdk.raft.testkit;

import io.swarmsdk.sim.SequentialModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link RegisterMachine} would do for one client at a time. */
final class RegisterModel implements SequentialModel<Long, RegisterModel.Op, Long> {

    /** A swap to {@code value}, or a read if there is none; either answers with what the register held. */
    record Op(int register, @Nullable Long value) {}

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Optional<Long> step(Long state, Op op, Long output) {
        return output.equals(state) ? Optional.of(stepUnseen(state, op)) : Optional.empty();
    }

    @Override
    public Long stepUnseen(Long state, Op op) {
        Long value = op.value;
        return value == null ? state : value;
    }

    @Override
    public String partition(Op op) {
        return "register " + op.register;
    }
}
