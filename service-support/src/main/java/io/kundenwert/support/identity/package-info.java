/**
 * Who is calling: verifies the token of every request and hands the caller to controllers. No
 * header but the token is trusted.
 */
@NullMarked
package io.kundenwert.support.identity;

import org.jspecify.annotations.NullMarked;
