/** Who is who: random ids, and the secrets that let a node join. Certificates will live here. */
@NullMarked
package io.swarmsdk.node.internal.identity;

import org.jspecify.annotations.NullMarked;
