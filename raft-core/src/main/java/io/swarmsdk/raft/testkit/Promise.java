package io.swarmsdk.raft.testkit;

/** What must hold after every step, with the name under which a violation is reported. */
enum Promise {
    ONE_LEADER_PER_TERM("one leader per term"),
    ONE_VOTE_PER_TERM("one vote per node and term, restarts included"),
    NOTHING_GOES_BACK("term, commit and applied index never go back"),
    LOG_MATCHING("same index and term: same log up to there"),
    LEADER_APPENDS_ONLY("a leader never truncates its log"),
    LEADER_COMPLETENESS("a leader has every entry committed in earlier terms"),
    STATE_MACHINE_SAFETY("all nodes commit and apply the same entry at an index"),
    COMMITTED_IS_DURABLE("a leader commits entries of its term that a majority holds durably"),
    SAYS_ONLY_WHAT_IS_DURABLE("what leaves a node rests on what its disk holds"),
    ACKNOWLEDGED_IS_COMMITTED("an acknowledged proposal is committed"),
    STOPPED_IS_SILENT("a stopped core does nothing more"),
    STOPS_ONLY_FOR_ITS_DISK("no core stops unless its disk failed");

    private final String text;

    Promise(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
