/**
 * Low-spend cleanup (C6): a preview fixes who would go, a confirmation archives them, an undo
 * brings them back for 30 days, and then they are deleted. Whoever reaches the threshold comes back
 * alone. The archive itself, which bulk changes fill too, is here as well.
 */
@NullMarked
package io.kundenwert.customer.cleanup;

import org.jspecify.annotations.NullMarked;
