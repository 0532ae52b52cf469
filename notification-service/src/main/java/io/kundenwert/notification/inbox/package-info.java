/**
 * The in-app inbox: one entry per occasion and person, written once however often the event comes,
 * put into words when it is read, in the reader's language.
 */
@NullMarked
package io.kundenwert.notification.inbox;

import org.jspecify.annotations.NullMarked;
