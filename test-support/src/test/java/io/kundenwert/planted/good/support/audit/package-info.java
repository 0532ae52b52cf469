/** Code that keeps the rules: see ArchitectureRulesTests. */
@NullMarked
package io.kundenwert.planted.good.support.audit;

import org.jspecify.annotations.NullMarked;
