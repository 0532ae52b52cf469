/**
 * Addresses on both sides: which ones this origin offers and to whom they are open, under which
 * name people reach it, and from where a request comes.
 */
@NullMarked
package io.kundenwert.gateway.address;

import org.jspecify.annotations.NullMarked;
