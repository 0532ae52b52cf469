/**
 * Proof that the event contract is kept (G3): schemas and AsyncAPI are what the records say, every
 * golden sample is written and read as it stands, and nothing that was published once is broken.
 */
@NullMarked
package io.kundenwert.events.contract;

import org.jspecify.annotations.NullMarked;
