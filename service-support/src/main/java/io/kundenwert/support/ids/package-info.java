/** Identifiers. They are time-ordered (UUIDv7), so that rows that come together lie together. */
@NullMarked
package io.kundenwert.support.ids;

import org.jspecify.annotations.NullMarked;
