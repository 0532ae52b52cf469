/** Planted violations: see ArchitectureRulesTests. */
@NullMarked
package io.kundenwert.planted.second;

import org.jspecify.annotations.NullMarked;
