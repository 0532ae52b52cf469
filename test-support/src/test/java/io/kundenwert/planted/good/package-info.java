/** Code that keeps the rules: see ArchitectureRulesTests. */
@NullMarked
package io.kundenwert.planted.good;

import org.jspecify.annotations.NullMarked;
