/**
 * Which services there are, what each is told, and the two ways of running them: all in one JVM, or
 * a process for each.
 */
@NullMarked
package io.kundenwert.local.services;

import org.jspecify.annotations.NullMarked;
