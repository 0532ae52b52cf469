/** Live hints over HTTP. */
@NullMarked
package io.kundenwert.notification.live.web;

import org.jspecify.annotations.NullMarked;
