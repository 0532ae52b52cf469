/** Tells every service that what it knows of access is current. */
@NullMarked
package io.kundenwert.team.heartbeat;

import org.jspecify.annotations.NullMarked;
