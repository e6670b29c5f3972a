package io.swarmsdk.scheduler.internal.core.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmsdk.model.Network;
import io.swarmsdk.model.NetworkAttachment;
import io.swarmsdk.model.NetworkSpec;
import io.swarmsdk.model.NetworkUse;
import io.swarmsdk.model.ServiceMode;
import io.swarmsdk.model.ServiceSpec;
import io.swarmsdk.model.Task;
import io.swarmsdk.model.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Network identifiers, subnets and task addresses. */
class AddressingTest {
    private final Cluster cluster = new Cluster().node("n1");

    private Cluster network(String name, String subnet) {
        var wanted = subnet.isEmpty() ? Optional.<String>empty() : Optional.of(subnet);
        return cluster.create(
                Network.create("id-" + name, new NetworkSpec(name, Map.of(), "overlay", wanted, false, false)));
    }

    private Cluster service(String name, int replicas, String... networks) {
        var spec = ServiceSpec.replicated(name, name + ":1", replicas);
        var uses = List.of(networks).stream()
                .map(use -> new NetworkUse(use, List.of()))
                .toList();
        return cluster.service(spec.withTask(spec.task().withNetworks(uses)));
    }

    private Network.Allocation allocation(String name) {
        return cluster.view().networkByName(name).flatMap(Network::allocation).orElseThrow();
    }

    private List<String> addresses(String service) {
        return cluster.live(service).stream()
                .flatMap(task -> task.networks().stream())
                .map(NetworkAttachment::address)
                .toList();
    }

    @Test
    void networksGetTheLowestIdentifierAndSubnet() {
        network("a", "").run();
        network("b", "10.0.2.0/23");
        network("c", "").run();
        assertThat(allocation("a")).isEqualTo(new Network.Allocation(4096, "10.0.1.0/24"));
        assertThat(allocation("b")).isEqualTo(new Network.Allocation(4097, "10.0.2.0/23"));
        assertThat(allocation("c")).isEqualTo(new Network.Allocation(4098, "10.0.4.0/24"));
        cluster.delete(cluster.view().networkByName("a").orElseThrow()).run();
        network("d", "").run();
        assertThat(allocation("d")).isEqualTo(new Network.Allocation(4096, "10.0.1.0/24"));
    }

    @Test
    void tasksGetAnAddressInEachOfTheirNetworks() {
        network("a", "");
        network("b", "192.168.7.9/24");
        service("s", 2, "a", "b").run();
        assertThat(cluster.slot("s", 1).networks())
                .containsExactly(
                        new NetworkAttachment("id-a", 4096, "10.0.1.2", 24),
                        new NetworkAttachment("id-b", 4097, "192.168.7.2", 24));
        assertThat(addresses("s")).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void aTaskWaitsForItsNetworkAndSaysWhy() {
        network("a", "10.1.0.0/16").run();
        network("b", "10.1.2.0/24");
        service("s", 1, "b").run();
        assertThat(cluster.only("s").status().state()).isEqualTo(TaskState.NEW);
        assertThat(cluster.error("s")).isEqualTo("network b: subnet 10.1.2.0/24 overlaps 10.1.0.0/16");
        assertThat(cluster.notes).contains("network b: subnet 10.1.2.0/24 overlaps 10.1.0.0/16");
        cluster.delete(cluster.view().networkByName("a").orElseThrow()).run();
        assertThat(addresses("s")).containsExactly("10.1.2.2");
    }

    @Test
    void aSubnetThatIsNoneIsNamed() {
        network("a", "10.1.0.0/33");
        service("s", 1, "a").run();
        assertThat(cluster.error("s"))
                .isEqualTo("network a: subnet '10.1.0.0/33' (expected: IPv4 in CIDR form, /1 to /30)");
    }

    @Test
    void aFullSubnetIsReportedAndAFreedAddressIsGivenAgain() {
        network("a", "10.9.0.0/29");
        service("s", 6, "a").run();
        assertThat(addresses("s")).containsExactly("10.9.0.2", "10.9.0.3", "10.9.0.4", "10.9.0.5", "10.9.0.6");
        assertThat(cluster.error("s")).isEqualTo("network a: no free address in 10.9.0.0/29 (5 in use)");
        assertThat(cluster.slot("s", 6).status().state()).isEqualTo(TaskState.NEW);
        var third = cluster.slot("s", 3);
        cluster.update("s", spec -> spec.withMode(new ServiceMode.Replicated(5)))
                .run();
        assertThat(cluster.live("s")).extracting(Task::slot).containsExactly(1, 2, 3, 4, 5);
        cluster.state(third.id(), TaskState.FAILED).run();
        assertThat(cluster.slot("s", 3).networks())
                .extracting(NetworkAttachment::address)
                .containsExactly("10.9.0.4");
    }

    @Test
    void aTaskKeepsItsAddressUntilItHasStopped() {
        network("a", "10.9.0.0/30");
        service("s", 1, "a").run();
        assertThat(addresses("s")).containsExactly("10.9.0.2");
        var old = cluster.only("s");
        cluster.update("s", spec -> spec.withImage("s:2")).run();
        assertThat(cluster.error("s")).isEqualTo("network a: no free address in 10.9.0.0/30 (1 in use)");
        cluster.state(old.id(), TaskState.SHUTDOWN).run();
        assertThat(addresses("s")).containsExactly("10.9.0.2");
    }

    @Test
    void aNewLeaderKnowsWhichAddressesAreTaken() {
        network("a", "");
        service("s", 2, "a").run();
        cluster.changeLeader()
                .update("s", spec -> spec.withMode(new ServiceMode.Replicated(4)))
                .run();
        assertThat(addresses("s")).doesNotHaveDuplicates().hasSize(4);
    }
}
