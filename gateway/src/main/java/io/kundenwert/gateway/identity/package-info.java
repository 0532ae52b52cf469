/**
 * Who is calling: exchanges an API key for a short-lived signed token and publishes the key that
 * services verify it with. Headers from outside that claim an identity go no further.
 */
@NullMarked
package io.kundenwert.gateway.identity;

import org.jspecify.annotations.NullMarked;
