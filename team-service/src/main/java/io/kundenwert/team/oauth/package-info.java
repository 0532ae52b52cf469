/**
 * The OpenID provider: exchanges credentials for the short-lived tokens that every service
 * verifies, and publishes the keys to verify them with.
 */
@NullMarked
package io.kundenwert.team.oauth;

import org.jspecify.annotations.NullMarked;
