/** Signing in with address and password, and keeping guessers out (D11). */
@NullMarked
package io.kundenwert.team.signin;

import org.jspecify.annotations.NullMarked;
