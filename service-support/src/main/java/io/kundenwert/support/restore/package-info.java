/** What a service does after its database was restored from a backup. */
@NullMarked
package io.kundenwert.support.restore;

import org.jspecify.annotations.NullMarked;
