package io.kundenwert.customer.directory;

import io.kundenwert.customer.value.Totals;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What all customers of a product add up to. */
@Service
public class ProductTotals {
  private final Figures figures;

  ProductTotals(Figures figures) {
    this.figures = figures;
  }

  /**
   * The totals of now of a small product, of a large one those that were counted last; nothing
   * until then. Archived customers are left out, and days are not among them.
   */
  public Optional<Totals> of(UUID teamId, UUID productId) {
    return figures
        .of(teamId, productId)
        .map(known -> new Totals(known.gross(), known.refunded(), known.payments(), null, null));
  }
}
