/** Asks notification-service to tell people something (D10). */
@NullMarked
package io.kundenwert.team.message;

import org.jspecify.annotations.NullMarked;
