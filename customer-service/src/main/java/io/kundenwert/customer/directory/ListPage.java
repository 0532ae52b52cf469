package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;

/** A page of the list: what it has of each customer depends on the reader's role (D2). */
@Schema(
    name = "AnyCustomerPage",
    oneOf = {CustomerPage.class, MaskedPage.class})
public sealed interface ListPage permits CustomerPage, MaskedPage {}
