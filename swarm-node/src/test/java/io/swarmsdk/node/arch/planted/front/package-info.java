/** Exported classes that name hidden types in every way there is: what shows that the rule finds something. */
package io.swarmsdk.node.arch.planted.front;
