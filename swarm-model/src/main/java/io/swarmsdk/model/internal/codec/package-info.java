/**
 * Nouns to bytes and back. Enter through {@link io.swarmsdk.model.internal.codec.ModelCodec}; generated types live in
 * {@code internal.wire} and go no further than here and the control API.
 *
 * <p>Equal values give equal bytes on every machine. Whatever bytes come in, only
 * {@link io.swarmsdk.model.store.MalformedException} comes out.
 */
@NullMarked
package io.swarmsdk.model.internal.codec;

import org.jspecify.annotations.NullMarked;
