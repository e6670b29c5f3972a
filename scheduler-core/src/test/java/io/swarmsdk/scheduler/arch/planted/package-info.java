/** Classes that break the law on purpose, one for each rule, to show that the rule can fail. */
@NullMarked
package io.swarmsdk.scheduler.arch.planted;

import org.jspecify.annotations.NullMarked;
