/**
 * notification-service: tells people what happened. It decides nothing about membership or rights;
 * this package only starts it.
 */
@NullMarked
package io.kundenwert.notification;

import org.jspecify.annotations.NullMarked;
