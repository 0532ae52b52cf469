/** A person's own inbox over HTTP. */
@NullMarked
package io.kundenwert.notification.inbox.web;

import org.jspecify.annotations.NullMarked;
