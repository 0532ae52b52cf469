/** Registration over HTTP, for import-service. */
@NullMarked
package io.kundenwert.customer.registration.web;

import org.jspecify.annotations.NullMarked;
