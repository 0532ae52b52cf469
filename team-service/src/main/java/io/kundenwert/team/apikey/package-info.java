/** Keys with which people's programs call the API (D11). */
@NullMarked
package io.kundenwert.team.apikey;

import org.jspecify.annotations.NullMarked;
