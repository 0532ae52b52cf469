/** What the signed-in user sees first: their teams, products, and what they may do. */
@NullMarked
package io.kundenwert.team.me;

import org.jspecify.annotations.NullMarked;
