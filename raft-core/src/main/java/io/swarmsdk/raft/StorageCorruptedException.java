package io.swarmsdk.raft;

import java.nio.file.Path;

/**
 * Bytes that were once durable are damaged or missing. The node does not start, and nothing on the disk is changed:
 * skipping the damage could lose what other nodes count on.
 */
public final class StorageCorruptedException extends RaftException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final String reason;
    private final String advice;

    /** Names the place, what is wrong there, and what a person can do about it. */
    public StorageCorruptedException(Path file, long offset, String reason, String advice) {
        super(Outcome.UNKNOWN, file + " at byte " + offset + ": " + reason + ". " + advice, null);
        this.file = file.toString();
        this.offset = offset;
        this.reason = reason;
        this.advice = advice;
    }

    /** The damaged file. */
    public Path file() {
        return Path.of(file);
    }

    /** Where in the file the damage begins, in bytes. */
    public long offset() {
        return offset;
    }

    /** What is wrong there. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }
}
