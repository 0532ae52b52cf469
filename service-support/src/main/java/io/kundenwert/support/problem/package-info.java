/**
 * How a refusal is told: RFC 9457 problems with a stable code, parameters, and a title and detail
 * in German or English.
 */
@NullMarked
package io.kundenwert.support.problem;

import org.jspecify.annotations.NullMarked;
