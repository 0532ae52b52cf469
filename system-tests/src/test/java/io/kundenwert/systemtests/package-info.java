/**
 * Tests of the running system from outside: they start the installation as an operator would and
 * use it as an API client would, and they compute what they expect by themselves.
 */
@NullMarked
package io.kundenwert.systemtests;

import org.jspecify.annotations.NullMarked;
