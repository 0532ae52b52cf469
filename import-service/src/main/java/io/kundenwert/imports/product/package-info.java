/** Settings of products that decide how a file is read. A local view of team-service's events. */
@NullMarked
package io.kundenwert.imports.product;

import org.jspecify.annotations.NullMarked;
