package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;

/** One customer: what there is to see depends on the reader's role (D2). */
@Schema(
    name = "AnyCustomer",
    oneOf = {CustomerDetails.Customer.class, MaskedCustomer.class})
public sealed interface OneCustomer permits CustomerDetails.Customer, MaskedCustomer {}
