/**
 * The customer service: who the customers of a product are and what they are worth. Its packages
 * are features; this one only starts them.
 */
@NullMarked
package io.kundenwert.customer;

import org.jspecify.annotations.NullMarked;
