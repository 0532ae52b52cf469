package io.kundenwert.customer.value;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ValuePolicy} makes of totals on a day.
 *
 * @param monthly monthly spend in minor units, rounded half even; null if it is not known
 * @param priority priority
 * @param revalueOn next day on which time alone may change it; null if time does not matter
 */
public record Valuation(@Nullable Long monthly, Priority priority, @Nullable LocalDate revalueOn) {}
