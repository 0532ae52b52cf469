/**
 * The demonstration team of a new installation, made at start if the operator asks for it. Its ids
 * are fixed so that other services and the documentation can name them.
 */
@NullMarked
package io.kundenwert.team.demo;

import org.jspecify.annotations.NullMarked;
