/**
 * How a refusal is told: RFC 9457 problems with a stable code, parameters, and a title and detail
 * in German or English. A failure after an answer has begun is told by cutting the connection.
 */
@NullMarked
package io.kundenwert.support.problem;

import org.jspecify.annotations.NullMarked;
