/** The explanation of a customer's value over HTTP. */
@NullMarked
package io.kundenwert.customer.value.web;

import org.jspecify.annotations.NullMarked;
