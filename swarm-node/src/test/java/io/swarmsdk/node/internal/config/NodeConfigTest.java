package io.swarmsdk.node.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmsdk.node.SwarmException.NodeException;
import io.swarmsdk.node.internal.identity.JoinTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigTest {
    private static final NodeConfig FRESH = new NodeConfig(
            "n1",
            true,
            false,
            HostPort.parse("api", "127.0.0.1:7000"),
            HostPort.parse("raft", "127.0.0.1:7001"),
            HostPort.parse("gossip", "127.0.0.1:7000"),
            HostPort.parse("overlay", "127.0.0.1:7001"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    private static final ManagerAddress OTHER = new ManagerAddress(
            "n2",
            HostPort.parse("api", "[fd00::2]:7000"),
            HostPort.parse("raft", "[fd00::2]:7001"),
            HostPort.parse("gossip", "[fd00::2]:7000"));
    private static final JoinTokens TOKENS = new JoinTokens("worker-secret", "manager-secret");

    @TempDir
    private Path directory;

    @Test
    void anEmptyDirectoryHoldsNoNode() {
        assertThat(NodeConfig.load(directory)).isEmpty();
    }

    @Test
    void aNewNodeIsFoundAgain() {
        assertThat(reloaded(FRESH)).isEqualTo(FRESH);
        assertThat(FRESH.joined()).isFalse();
    }

    @Test
    void aFounderIsFoundAgainWithItsSwarmAndSecretsButHasNotJoinedYet() {
        NodeConfig founding = FRESH.founding(TOKENS);

        assertThat(reloaded(founding)).isEqualTo(founding);
        assertThat(founding.clusterId()).isPresent();
        assertThat(founding.tokens()).contains(TOKENS);
        assertThat(founding.joined()).isFalse();
    }

    @Test
    void aMemberIsFoundAgainWithAllManagers() {
        NodeConfig joined = FRESH.founding(TOKENS).withManagers(List.of(FRESH.asManager(), OTHER));

        assertThat(reloaded(joined)).isEqualTo(joined);
        assertThat(joined.joined()).isTrue();
    }

    @Test
    void aWorkerKnowsOnlyItsOwnSecret() {
        NodeConfig worker = FRESH.joinedTo("swarm", List.of(OTHER), Optional.of("worker-secret"), Optional.empty());

        assertThat(reloaded(worker)).isEqualTo(worker);
        assertThat(worker.tokens()).isEmpty();
        assertThat(worker.token("given")).isEqualTo("worker-secret");
        assertThat(FRESH.token("given")).isEqualTo("given");
        assertThat(FRESH.founding(TOKENS).token("given")).isEqualTo("manager-secret");
    }

    @Test
    void refusesItsFileWithAnyByteDamagedAndSaysWhatToDo() throws IOException {
        FRESH.founding(TOKENS).withManagers(List.of(FRESH.asManager(), OTHER)).save(directory);
        Path file = directory.resolve("node.conf");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) 0x81;
            Files.write(file, bad);
            refused("byte " + i, "damaged or foreign");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node.id", "node.manager", "address.raft", "address.overlay"})
    void refusesAFileThatLacksWhatANodeNeeds(String key) throws IOException {
        FRESH.save(directory);
        Path file = directory.resolve("node.conf");
        var values = new TreeMap<>(NodeFile.read(file));
        values.remove(key);
        NodeFile.write(file, values);

        refused(key, "has no '" + key + "'");
    }

    @ParameterizedTest
    @CsvSource({"address.api,nowhere", "address.gossip,127.0.0.1:70000", "manager.0,n1|127.0.0.1:1", "manager.0,''"})
    void refusesAFileWhoseValuesMakeNoSense(String key, String value) throws IOException {
        FRESH.save(directory);
        Path file = directory.resolve("node.conf");
        var values = new TreeMap<>(NodeFile.read(file));
        values.put(key, value);
        NodeFile.write(file, values);

        refused(key, "'" + value + "'");
    }

    private void refused(String what, String why) {
        assertThatThrownBy(() -> NodeConfig.load(directory))
                .as(what)
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(directory.resolve("node.conf") + ": ")
                .hasMessageContaining(why)
                .hasMessageContaining("start with an empty data directory");
    }

    private NodeConfig reloaded(NodeConfig config) {
        config.save(directory);
        return NodeConfig.load(directory).orElseThrow();
    }
}
