/** What new settings would change, over HTTP. */
@NullMarked
package io.kundenwert.customer.revaluation.web;

import org.jspecify.annotations.NullMarked;
