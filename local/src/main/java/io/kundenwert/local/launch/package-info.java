/**
 * Puts an installation together: data folder, database, broker, services, in the right order, and
 * takes it down again in the reverse one.
 */
@NullMarked
package io.kundenwert.local.launch;

import org.jspecify.annotations.NullMarked;
