/** VXLAN overlay networking: a tunnel endpoint, its forwarding entries and in-process ports. */
module io.swarmsdk.overlay {
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.swarmsdk.overlay;
}
