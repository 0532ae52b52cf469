/**
 * Customer lists, one customer and the value matrix over HTTP. Only people who may see customer
 * data unmasked get an answer.
 */
@NullMarked
package io.kundenwert.customer.directory.web;

import org.jspecify.annotations.NullMarked;
