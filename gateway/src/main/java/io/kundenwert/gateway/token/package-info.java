/**
 * Credentials and what they are exchanged for: team-service, the identity provider, turns an API
 * key or a session into a token of minutes, and a password into a session. Answers are remembered
 * for seconds; nothing else is kept here.
 */
@NullMarked
package io.kundenwert.gateway.token;

import org.jspecify.annotations.NullMarked;
