package io.swarmsdk.scheduler.arch.planted;

import java.net.Socket;

final class UsesSockets {
    final Socket it = new Socket();
}
