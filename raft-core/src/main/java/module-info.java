/** Replicated log: elections, replication, linearizable reads, with its own storage on disk and transport over TCP. */
module io.swarmsdk.raft {
    exports io.swarmsdk.raft;
    exports io.swarmsdk.raft.spi;
    exports io.swarmsdk.raft.testkit;

    requires static org.jspecify;
    requires static io.swarmsdk.sim;
    requires org.slf4j;
    requires com.google.protobuf;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.transport.classes.epoll;
}
