/**
 * Places in a list as opaque tokens. A token is encrypted and bound to the user and the query that
 * it was made for: it tells nothing and serves for nothing else.
 */
@NullMarked
package io.kundenwert.customer.cursor;

import org.jspecify.annotations.NullMarked;
