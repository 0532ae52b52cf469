@NullMarked
package io.kundenwert.notification.mail.messaging;

import org.jspecify.annotations.NullMarked;
