package io.swarmsdk.node.internal.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The two shared secrets of a swarm: who shows the one may join as a worker, who shows the other as a manager.
 *
 * @param worker secret of workers
 * @param manager secret of managers; good for workers too
 */
public record JoinTokens(String worker, String manager) {
    private static final String PREFIX = "SWMSDK-1-";

    /** Two new secrets. */
    public static JoinTokens random() {
        return new JoinTokens(PREFIX + Ids.random(), PREFIX + Ids.random());
    }

    /** True when the secret lets its bearer join in the given role. Takes the same time for every wrong secret. */
    public boolean admits(String token, boolean asManager) {
        boolean manages = same(token, manager);
        boolean works = same(token, worker);
        return asManager ? manages : manages || works;
    }

    private static boolean same(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "JoinTokens[hidden]";
    }
}
