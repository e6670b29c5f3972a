/** A house whose modules break the law of arrows, each in its own way. */
package io.swarmsdk.node.arch.planted.modules;
