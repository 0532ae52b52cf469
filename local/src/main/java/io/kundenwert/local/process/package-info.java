/**
 * Operating system processes that belong to an installation: started, watched, started again when
 * they die, and ended in order.
 */
@NullMarked
package io.kundenwert.local.process;

import org.jspecify.annotations.NullMarked;
