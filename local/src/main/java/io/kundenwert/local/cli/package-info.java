/**
 * The commands of {@code ./kundenwert}. They say in plain words what happens and what to do when
 * something cannot be done.
 */
@NullMarked
package io.kundenwert.local.cli;

import org.jspecify.annotations.NullMarked;
