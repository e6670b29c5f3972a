/** Classes that break the law for cores, one rule each: what shows that the rules find something. */
package io.swarmsdk.raft.arch.planted.internal.core;
