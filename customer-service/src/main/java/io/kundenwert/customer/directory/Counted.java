package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;

/** A count; what else is told depends on the reader's role (D2). */
@Schema(
    name = "AnyCustomerCount",
    oneOf = {CustomerCounts.CustomerCount.class, MaskedDirectory.MaskedCount.class})
public sealed interface Counted permits CustomerCounts.CustomerCount, MaskedDirectory.MaskedCount {
  /** How many customers the list shows. */
  long count();
}
