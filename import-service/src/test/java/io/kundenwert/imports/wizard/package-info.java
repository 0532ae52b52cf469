/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.imports.wizard;

import org.jspecify.annotations.NullMarked;
