/** Tests of the service as a whole. */
@NullMarked
package io.kundenwert.notification;

import org.jspecify.annotations.NullMarked;
