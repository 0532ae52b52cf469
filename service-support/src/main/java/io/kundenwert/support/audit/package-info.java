/** Says who changed what, for the audit log that team-service keeps (D8). */
@NullMarked
package io.kundenwert.support.audit;

import org.jspecify.annotations.NullMarked;
