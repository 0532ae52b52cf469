/**
 * What integration tests stand on: a real PostgreSQL and a real Kafka per test process, tokens
 * signed by a test key, and access states published as team-service would publish them.
 */
@NullMarked
package io.kundenwert.test;

import org.jspecify.annotations.NullMarked;
