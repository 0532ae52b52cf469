package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.Field;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a plan by their field. */
final class Columns {
  private final Map<Field, ReadingPlan.Column> byField = new EnumMap<>(Field.class);
  private final List<ReadingPlan.Column> custom;

  Columns(ReadingPlan plan) {
    for (ReadingPlan.Column column : plan.columns()) {
      if (column.target().field().isUnique()) {
        byField.put(column.target().field(), column);
      }
    }
    custom =
        plan.columns().stream().filter(column -> column.target().field() == Field.CUSTOM).toList();
  }

  ReadingPlan.@Nullable Column of(Field field) {
    return byField.get(field);
  }

  boolean has(Field field) {
    return byField.containsKey(field);
  }

  List<ReadingPlan.Column> custom() {
    return custom;
  }

  @Nullable AmountCell amount(Field field) {
    ReadingPlan.Column column = of(field);
    return column == null ? null : new AmountCell(column);
  }

  @Nullable DateCell date(Field field, ReadingPlan plan) {
    ReadingPlan.Column column = of(field);
    return column == null ? null : new DateCell(column, ZoneId.of(plan.timeZone()), plan.today());
  }
}
