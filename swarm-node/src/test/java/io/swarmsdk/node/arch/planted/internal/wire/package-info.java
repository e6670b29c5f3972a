/** What nobody outside should name. */
package io.swarmsdk.node.arch.planted.internal.wire;
