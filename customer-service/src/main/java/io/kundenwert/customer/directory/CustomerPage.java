package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of customers.
 *
 * @param items the customers, in the order of the list
 * @param next cursor for {@code after}, null on the last page
 * @param prev cursor for {@code before}, null on the first page
 * @param approxRank how many customers come before the first of the page, as far as known
 */
@Schema(description = "A page of customers in the order of the list")
public record CustomerPage(
    List<CustomerItem> items,
    @Schema(description = "Cursor for after; null on the last page") @Nullable String next,
    @Schema(description = "Cursor for before; null on the first page") @Nullable String prev,
    @Schema(description = "About how many customers come before the first of the page")
        @Nullable Long approxRank)
    implements ListPage {}
