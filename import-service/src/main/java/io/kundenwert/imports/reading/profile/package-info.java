/**
 * What the values of a file's columns say about how they can be read. A profile is evidence, not a
 * decision: it holds for whatever field a column is mapped to later.
 */
@NullMarked
package io.kundenwert.imports.reading.profile;

import org.jspecify.annotations.NullMarked;
