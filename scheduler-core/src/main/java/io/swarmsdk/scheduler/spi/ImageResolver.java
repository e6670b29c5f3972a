package io.swarmsdk.scheduler.spi;

import java.util.Optional;

/** Turns an image's name into a program. Thread-safe; may block. */
@FunctionalInterface
public interface ImageResolver {
    /** The program, or empty when there is no such image here: the task is then rejected. */
    Optional<ResolvedImage> resolve(String image);
}
