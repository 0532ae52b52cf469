/** Registration of runs over HTTP, for import-service only; the gateway does not route it. */
@NullMarked
package io.kundenwert.customer.merge.web;

import org.jspecify.annotations.NullMarked;
