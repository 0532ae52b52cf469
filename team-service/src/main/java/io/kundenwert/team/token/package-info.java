/** Secrets that prove something once or for a while; only their digests are kept. */
@NullMarked
package io.kundenwert.team.token;

import org.jspecify.annotations.NullMarked;
