/**
 * Values change without an import too: with the days, and when a product's settings change (C3).
 * This package finds whom that concerns and values them again, and says beforehand whom other
 * settings would concern.
 */
@NullMarked
package io.kundenwert.customer.revaluation;

import org.jspecify.annotations.NullMarked;
