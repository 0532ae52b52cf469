package io.kundenwert.customer.revaluation;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.value.Priority;
import io.kundenwert.customer.value.Totals;
import io.kundenwert.customer.value.Valuation;
import io.kundenwert.customer.value.ValuePolicy;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's value as it was worked out on an earlier day.
 *
 * @param customerId customer
 * @param totals what the contributions add up to
 * @param stated monthly spend as a file stated it
 * @param valuation what was made of them
 */
record DatedValue(UUID customerId, Totals totals, @Nullable Long stated, Valuation valuation) {

  Valuation on(LocalDate today, ProductSettings settings) {
    return ValuePolicy.value(totals, stated, settings, today);
  }

  /** Whether anything of it is another one on that day with those settings. */
  boolean differs(ProductSettings settings, LocalDate today) {
    return !on(today, settings).equals(valuation);
  }

  /** Whether what people see of it is another one. */
  boolean differsVisibly(Valuation now) {
    Priority priority = valuation.priority();
    return priority != now.priority() || !Objects.equals(valuation.monthly(), now.monthly());
  }
}
