/**
 * The correlation id of a request: taken from the edge or made, put into logs, answers and events.
 */
@NullMarked
package io.kundenwert.support.correlation;

import org.jspecify.annotations.NullMarked;
