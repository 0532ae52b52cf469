/** The people who can sign in: their accounts, passwords and how they are addressed (D11). */
@NullMarked
package io.kundenwert.team.account;

import org.jspecify.annotations.NullMarked;
