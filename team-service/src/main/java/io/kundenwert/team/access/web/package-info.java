/**
 * The internal address under which other services ask for a team's access state. The gateway never
 * routes to it.
 */
@NullMarked
package io.kundenwert.team.access.web;

import org.jspecify.annotations.NullMarked;
