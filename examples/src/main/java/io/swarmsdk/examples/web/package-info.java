/** The program behind the image {@code demo/web:N}: a small HTTP server that reports its version and its task. */
@NullMarked
package io.swarmsdk.examples.web;

import org.jspecify.annotations.NullMarked;
