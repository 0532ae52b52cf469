/**
 * Brings a database that was restored from a backup in line with the topics, which are newer: what
 * they say and the database does not know is done again, or is made to disappear.
 */
@NullMarked
package io.kundenwert.customer.restore;

import org.jspecify.annotations.NullMarked;
