/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.imports.run;

import org.jspecify.annotations.NullMarked;
