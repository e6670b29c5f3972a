package io.swarmsdk.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run.
 *
 * @param image name that the executor's image resolver turns into a program
 * @param entrypoint replaces the image's program when not empty
 * @param command arguments; replaces the image's own when not empty
 * @param env environment; values may hold templates such as {@code {{.Task.Slot}}}
 * @param labels of the container
 * @param hostname host name template
 * @param workingDirectory working directory
 * @param user user name
 * @param stopGracePeriod time between the polite and the forced stop
 */
public record ContainerSpec(
        String image,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> env,
        Map<String, String> labels,
        Optional<String> hostname,
        Optional<String> workingDirectory,
        Optional<String> user,
        Duration stopGracePeriod) {
    /** Default time between the polite and the forced stop: 10 s. */
    public static final Duration DEFAULT_STOP_GRACE_PERIOD = Duration.ofSeconds(10);

    /** Rejects a blank image and copies the collections. */
    public ContainerSpec {
        Checks.notBlank(image, "image");
        Checks.notNegative(stopGracePeriod, "stopGracePeriod");
        entrypoint = Checks.copy(entrypoint);
        command = Checks.copy(command);
        env = Checks.sorted(env);
        labels = Checks.sorted(labels);
    }

    /** An image and nothing else. */
    public static ContainerSpec of(String image) {
        return new ContainerSpec(
                image,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEFAULT_STOP_GRACE_PERIOD);
    }

    /** The same with another image. */
    public ContainerSpec withImage(String value) {
        return new ContainerSpec(
                value, entrypoint, command, env, labels, hostname, workingDirectory, user, stopGracePeriod);
    }

    /** The same with another command. */
    public ContainerSpec withCommand(List<String> value) {
        return new ContainerSpec(
                image, entrypoint, value, env, labels, hostname, workingDirectory, user, stopGracePeriod);
    }

    /** The same with another environment. */
    public ContainerSpec withEnv(Map<String, String> value) {
        return new ContainerSpec(
                image, entrypoint, command, value, labels, hostname, workingDirectory, user, stopGracePeriod);
    }

    /** The same with another grace period. */
    public ContainerSpec withStopGracePeriod(Duration value) {
        return new ContainerSpec(image, entrypoint, command, env, labels, hostname, workingDirectory, user, value);
    }
}
