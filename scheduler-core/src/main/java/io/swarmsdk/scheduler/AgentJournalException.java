package io.swarmsdk.scheduler;

import java.nio.file.Path;

/** The agent's journal is damaged, so it is not known what a killed predecessor left running. */
public final class AgentJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the file, what is wrong with it and what to do. */
    public AgentJournalException(Path file, String reason) {
        super(file + ": " + reason
                + " (end processes of old tasks by hand, if any still run, and delete the file to go on)");
    }
}
