package io.swarmsdk.model;

/**
 * A deployed stack: what was last deployed under its name. Its services and networks are objects of their own, bound to
 * it by {@link ServiceSpec#STACK_LABEL}.
 *
 * @param id made by the proposer
 * @param meta version and times
 * @param spec what was deployed
 */
public record Stack(String id, Meta meta, StackSpec spec) implements SwarmObject {
    /** Rejects a blank id. */
    public Stack {
        Checks.notBlank(id, "id");
    }

    /** A stack no store has seen yet. */
    public static Stack create(String id, StackSpec spec) {
        return new Stack(id, Meta.unsaved(), spec);
    }

    @Override
    public Stack withMeta(Meta value) {
        return new Stack(id, value, spec);
    }

    /** The same with another spec. */
    public Stack withSpec(StackSpec value) {
        return new Stack(id, meta, value);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.STACK;
    }
}
