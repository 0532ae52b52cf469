/**
 * What the gateway itself refuses, in the form that the services use: RFC 9457 with a stable code
 * and texts in German or English.
 */
@NullMarked
package io.kundenwert.gateway.problem;

import org.jspecify.annotations.NullMarked;
