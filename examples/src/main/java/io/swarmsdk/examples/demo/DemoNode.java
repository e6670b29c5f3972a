package io.swarmsdk.examples.demo;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A running node of the demo.
 *
 * @param name what people call it: m1 to m3 and w1 to w3
 * @param id its node id
 * @param manager manager or worker
 * @param api its API
 * @param pid its process: its own with {@code --processes}, this JVM's otherwise
 * @param dataDirectory where it keeps what it must remember
 */
record DemoNode(String name, String id, boolean manager, InetSocketAddress api, long pid, Path dataDirectory) {}
