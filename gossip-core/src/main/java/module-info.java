/** SWIM membership with Lifeguard, failure detection and replicated tables. */
module io.swarmsdk.gossip {
    exports io.swarmsdk.gossip;
    exports io.swarmsdk.gossip.testkit;

    requires com.google.protobuf;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires org.slf4j;
    requires static io.swarmsdk.sim;
    requires static org.jspecify;
}
