/**
 * The access state of a team: who its members are and who created its products, as one record.
 * Whoever changes either says so here, in the transaction of the change.
 */
@NullMarked
package io.kundenwert.team.access;

import org.jspecify.annotations.NullMarked;
