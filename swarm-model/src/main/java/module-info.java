/** The nouns of a swarm, their revisioned state store, and stack files. */
@SuppressWarnings("module") // the friend named below is built after this module
module io.swarmsdk.model {
    exports io.swarmsdk.model;
    exports io.swarmsdk.model.compose;
    exports io.swarmsdk.model.spi;
    exports io.swarmsdk.model.store;
    exports io.swarmsdk.model.internal.codec to
            io.swarmsdk.node;
    exports io.swarmsdk.model.internal.wire to
            io.swarmsdk.node;

    requires com.google.protobuf;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires static org.jspecify;
}
