package io.kundenwert.imports.mapping;

import io.kundenwert.imports.reading.profile.ColumnProfile;
import io.kundenwert.imports.reading.profile.DateEvidence;
import io.kundenwert.imports.reading.profile.NumberEvidence;
import java.util.Locale;
import java.util.Set;

/** Whether the values of a column can be what its heading says. */
final class ValueCheck {
  private static final Set<String> SUBSCRIPTIONS =
      Set.of("subscribed", "unsubscribed", "cleaned", "nonsubscribed", "transactional");

  private ValueCheck() {}

  /** Whether most of a column's values are e-mail addresses. */
  static boolean isEmails(ColumnProfile column) {
    return column.filled() > 0 && column.emails() * 10 >= column.filled() * 8;
  }

  /** Whether the values say whether somebody subscribed to a newsletter. */
  static boolean isSubscriptions(ColumnProfile column) {
    return !column.samples().isEmpty()
        && column.samples().stream()
            .allMatch(value -> SUBSCRIPTIONS.contains(value.toLowerCase(Locale.ROOT)));
  }

  /** Whether values contradict a field; an empty column contradicts nothing. */
  static boolean contradicts(ColumnProfile column, Field field) {
    if (column.filled() == 0) {
      return false;
    }
    if (field == Field.EMAIL) {
      return column.emails() * 2 < column.filled();
    }
    return switch (field.kind()) {
      case AMOUNT -> column.numbers().total() * 2 < column.filled();
      case COUNT -> !isCounts(column);
      case DATE -> !isDates(column);
      case TEXT -> isEmails(column);
    };
  }

  private static boolean isCounts(ColumnProfile column) {
    NumberEvidence numbers = column.numbers();
    return numbers.total() * 2 >= column.filled()
        && numbers.comma() + numbers.point() <= numbers.plain() + numbers.open();
  }

  private static boolean isDates(ColumnProfile column) {
    DateEvidence dates = column.dates();
    long all =
        dates.written()
            + dates.compact()
            + dates.epochSeconds()
            + dates.epochMillis()
            + dates.excelDays();
    return all * 2 >= column.filled();
  }
}
