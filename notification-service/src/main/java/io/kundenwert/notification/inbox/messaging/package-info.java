/** The events that people are told of. */
@NullMarked
package io.kundenwert.notification.inbox.messaging;

import org.jspecify.annotations.NullMarked;
