package io.swarmsdk.model.arch.planted;

import java.net.Socket;

final class UsesSockets {
    final Socket it = new Socket();
}
