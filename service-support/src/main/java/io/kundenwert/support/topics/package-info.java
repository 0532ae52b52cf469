/** Creation of the topics of the contract with their partitions, retention and compaction. */
@NullMarked
package io.kundenwert.support.topics;

import org.jspecify.annotations.NullMarked;
