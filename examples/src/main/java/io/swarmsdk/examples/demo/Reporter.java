package io.swarmsdk.examples.demo;

import io.swarmsdk.node.SwarmState;
import java.util.List;

/** Where a demo tells what happens. Called by the demo's thread only. */
interface Reporter {
    /** A node has started, or started again. */
    void node(DemoNode node);

    /** A chapter begins. */
    void step(String title);

    /** Something worth a line. */
    void note(String text);

    /** The swarm as just seen. */
    void state(SwarmState state, List<DemoNode> nodes);

    /** One thing that was checked. */
    void check(String name, boolean ok, String detail);

    /** All is over. */
    void end(boolean ok, List<String> failed);
}
