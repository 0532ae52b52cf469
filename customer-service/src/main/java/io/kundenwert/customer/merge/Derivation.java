package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.value.Valuation;
import io.kundenwert.customer.value.ValuePolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** Works a customer out of its whole history. */
final class Derivation {
  private final ProductSettings product;
  private final Instant now;
  private final LocalDate today;

  Derivation(ProductSettings product, Instant now) {
    this.product = product;
    this.now = now;
    this.today = LocalDate.ofInstant(now, product.timeZone());
  }

  /**
   * Sets totals, fields and valuation.
   *
   * @throws ArithmeticException if the totals would be out of bounds
   */
  void derive(CustomerWork customer) {
    CustomerWork.History history = Objects.requireNonNull(customer.history);
    customer.totals = history.totals();
    if (!customer.totals.withinBounds()) {
      throw new ArithmeticException("Totals out of bounds");
    }
    customer.fields = history.fields();
    customer.fieldSeq = history.newestOrigin();
    Valuation valuation =
        ValuePolicy.value(customer.totals, customer.fields.monthlySpend(), product, today);
    Valuation before = customer.valuation;
    if (before != null && before.priority() != valuation.priority()) {
      customer.previousPriority = before.priority().wireName();
      customer.priorityChangedAt = now;
    }
    customer.valuation = valuation;
  }
}
