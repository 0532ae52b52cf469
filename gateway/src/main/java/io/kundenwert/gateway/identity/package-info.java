/**
 * Who is calling: recognises the credential of a request and has it exchanged for the short-lived
 * token that services verify. Headers from outside that claim an identity go no further.
 */
@NullMarked
package io.kundenwert.gateway.identity;

import org.jspecify.annotations.NullMarked;
