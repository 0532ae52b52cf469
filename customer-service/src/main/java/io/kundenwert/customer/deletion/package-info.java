/** What becomes of a product's customers when the product is deleted (D3). */
@NullMarked
package io.kundenwert.customer.deletion;

import org.jspecify.annotations.NullMarked;
