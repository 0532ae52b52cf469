/** Code that keeps the rules: see ArchitectureRulesTests. */
@NullMarked
package io.kundenwert.planted.good.web;

import org.jspecify.annotations.NullMarked;
