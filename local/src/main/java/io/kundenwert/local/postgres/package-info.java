/**
 * PostgreSQL from its published binaries, unpacked, initialised and run below the data folder. It
 * survives the hard end of its launcher and recovers from its own.
 */
@NullMarked
package io.kundenwert.local.postgres;

import org.jspecify.annotations.NullMarked;
