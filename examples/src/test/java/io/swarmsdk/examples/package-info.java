/** The programs as a user runs them: the shaded jar, in processes of its own. */
@NullMarked
package io.swarmsdk.examples;

import org.jspecify.annotations.NullMarked;
