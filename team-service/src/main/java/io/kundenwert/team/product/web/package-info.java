/** Products over HTTP: list, read, create, change. */
@NullMarked
package io.kundenwert.team.product.web;

import org.jspecify.annotations.NullMarked;
