/**
 * The event contract of Kundenwert: one record per event type, the topics with their keys, and the
 * names of the headers. Nothing here has behaviour beyond checking and spelling its own data, so
 * that any consumer can use it with nothing but a JDK.
 */
@NullMarked
package io.kundenwert.events;

import org.jspecify.annotations.NullMarked;
