/**
 * team-service: teams with their members and products, and the access state that every other
 * service answers permissions from. This package only starts it.
 */
@NullMarked
package io.kundenwert.team;

import org.jspecify.annotations.NullMarked;
