/**
 * What a client needs to know when it starts: who the user is, the teams and products, and what the
 * user may do there. The permission matrix itself never leaves the server.
 */
@NullMarked
package io.kundenwert.team.session;

import org.jspecify.annotations.NullMarked;
