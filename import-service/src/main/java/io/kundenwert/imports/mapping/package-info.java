/**
 * Which column of a file is which field: proposed from headers and values, changed by people, kept
 * as templates. A mapping says nothing about how values are read.
 */
@NullMarked
package io.kundenwert.imports.mapping;

import org.jspecify.annotations.NullMarked;
