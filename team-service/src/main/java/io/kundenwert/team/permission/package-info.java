/** The permission matrix as people read it: what each role may do, as the services enforce it. */
@NullMarked
package io.kundenwert.team.permission;

import org.jspecify.annotations.NullMarked;
