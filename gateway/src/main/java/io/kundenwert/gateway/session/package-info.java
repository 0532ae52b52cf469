/**
 * The browser's side: cookies, the protection against requests that other sites make a browser
 * send, signing in and out. The session itself lies in team-service; the cookie is all that there
 * is of it here.
 */
@NullMarked
package io.kundenwert.gateway.session;

import org.jspecify.annotations.NullMarked;
