package io.swarmsdk.model;

import java.util.List;
import java.util.Map;

/**
 * A desired state.
 *
 * @param name unique among services; a DNS label of at most 63 characters
 * @param labels of the service
 * @param task what each task is made from
 * @param mode how many tasks
 * @param update how tasks are replaced when the spec changes
 * @param rollback how they are replaced when an update goes back
 * @param ports published ports
 */
public record ServiceSpec(
        String name,
        Map<String, String> labels,
        TaskSpec task,
        ServiceMode mode,
        UpdateConfig update,
        UpdateConfig rollback,
        List<PortSpec> ports) {
    /** Label that names the stack a service or network belongs to; the same key that Docker uses. */
    public static final String STACK_LABEL = "com.docker.stack.namespace";

    /** Rejects a name that is no DNS label and copies the collections. */
    public ServiceSpec {
        Names.checkDnsLabel(name, "name");
        labels = Checks.sorted(labels);
        ports = Checks.copy(ports);
    }

    /** A replicated service of one image with defaults for all else. */
    public static ServiceSpec replicated(String name, String image, int replicas) {
        return new ServiceSpec(
                name,
                Map.of(),
                TaskSpec.of(ContainerSpec.of(image)),
                new ServiceMode.Replicated(replicas),
                UpdateConfig.DEFAULT,
                UpdateConfig.DEFAULT,
                List.of());
    }

    /** A global service of one image with defaults for all else. */
    public static ServiceSpec global(String name, String image) {
        return replicated(name, image, 0).withMode(new ServiceMode.Global());
    }

    /** The same with other labels. */
    public ServiceSpec withLabels(Map<String, String> value) {
        return new ServiceSpec(name, value, task, mode, update, rollback, ports);
    }

    /** The same with another task spec. */
    public ServiceSpec withTask(TaskSpec value) {
        return new ServiceSpec(name, labels, value, mode, update, rollback, ports);
    }

    /** The same with another image. */
    public ServiceSpec withImage(String image) {
        return withTask(task.withContainer(task.container().withImage(image)));
    }

    /** The same with another mode. */
    public ServiceSpec withMode(ServiceMode value) {
        return new ServiceSpec(name, labels, task, value, update, rollback, ports);
    }

    /** The same with another way to update. */
    public ServiceSpec withUpdate(UpdateConfig value) {
        return new ServiceSpec(name, labels, task, mode, value, rollback, ports);
    }

    /** The same with another way to roll back. */
    public ServiceSpec withRollback(UpdateConfig value) {
        return new ServiceSpec(name, labels, task, mode, update, value, ports);
    }

    /** The same with other ports. */
    public ServiceSpec withPorts(List<PortSpec> value) {
        return new ServiceSpec(name, labels, task, mode, update, rollback, value);
    }
}
