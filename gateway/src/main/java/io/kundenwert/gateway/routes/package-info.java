/**
 * Which address leads to which service, with which time-outs, and what is told while a service is
 * away. Bodies are passed on as they come: nothing is parsed, spooled or held back.
 */
@NullMarked
package io.kundenwert.gateway.routes;

import org.jspecify.annotations.NullMarked;
