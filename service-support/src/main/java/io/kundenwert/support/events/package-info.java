/**
 * How events are written and read: JSON with CloudEvents headers, sent through the transactional
 * outbox, read by consumers that never lose a poison record silently.
 */
@NullMarked
package io.kundenwert.support.events;

import org.jspecify.annotations.NullMarked;
