@NullMarked
package io.kundenwert.team.audit.messaging;

import org.jspecify.annotations.NullMarked;
