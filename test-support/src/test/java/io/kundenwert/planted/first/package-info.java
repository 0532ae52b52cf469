/** Planted violations: see ArchitectureRulesTests. */
@NullMarked
package io.kundenwert.planted.first;

import org.jspecify.annotations.NullMarked;
