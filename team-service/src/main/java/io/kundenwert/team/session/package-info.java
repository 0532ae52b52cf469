/** Browsers in which somebody is signed in. */
@NullMarked
package io.kundenwert.team.session;

import org.jspecify.annotations.NullMarked;
