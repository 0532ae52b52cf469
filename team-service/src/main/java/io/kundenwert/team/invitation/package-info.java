/** People who are asked into a team, and what became of it (D3). */
@NullMarked
package io.kundenwert.team.invitation;

import org.jspecify.annotations.NullMarked;
