/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.local.kafka;

import org.jspecify.annotations.NullMarked;
