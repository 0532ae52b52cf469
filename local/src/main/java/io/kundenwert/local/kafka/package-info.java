/**
 * A single Kafka broker in KRaft mode, in this JVM or as a process of its own. Its log stays in the
 * data folder.
 */
@NullMarked
package io.kundenwert.local.kafka;

import org.jspecify.annotations.NullMarked;
