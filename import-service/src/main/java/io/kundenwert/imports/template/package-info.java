/**
 * Mappings saved under a name. They are plain rows, suggested again for files with the same
 * headings.
 */
@NullMarked
package io.kundenwert.imports.template;

import org.jspecify.annotations.NullMarked;
