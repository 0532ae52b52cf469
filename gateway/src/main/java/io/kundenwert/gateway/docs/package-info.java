/** The API descriptions of all services, one by one and merged into one. */
@NullMarked
package io.kundenwert.gateway.docs;

import org.jspecify.annotations.NullMarked;
