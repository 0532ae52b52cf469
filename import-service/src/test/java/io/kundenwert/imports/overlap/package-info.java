@NullMarked
package io.kundenwert.imports.overlap;

import org.jspecify.annotations.NullMarked;
