package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of customers as viewers see them.
 *
 * @param items the customers, in the order of the list
 * @param next cursor for {@code after}, null on the last page
 * @param prev cursor for {@code before}, null on the first page
 */
@Schema(description = "A page of customers as viewers see them")
public record MaskedPage(
    List<MaskedCustomer> items,
    @Schema(description = "Cursor for after; null on the last page") @Nullable String next,
    @Schema(description = "Cursor for before; null on the first page") @Nullable String prev)
    implements ListPage {}
