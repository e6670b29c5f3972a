package io.swarmsdk.scheduler.arch.planted;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class UsesFrameworks {
    final Logger it = LoggerFactory.getLogger("it");
}
