/** The audit log of every team: append-only, searchable, and proof against tampering (D8). */
@NullMarked
package io.kundenwert.team.audit;

import org.jspecify.annotations.NullMarked;
