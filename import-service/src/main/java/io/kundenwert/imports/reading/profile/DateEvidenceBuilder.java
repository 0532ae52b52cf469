package io.kundenwert.imports.reading.profile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of one column for reading it as dates. */
final class DateEvidenceBuilder {
  private long yearFirst;
  private long either;
  private long dayFirst;
  private long monthFirst;
  private long open;
  private long compact;
  private long epochSeconds;
  private long epochMillis;
  private long excelDays;
  private @Nullable String dayFirstExample;
  private boolean dayFirstTelling;
  private @Nullable String monthFirstExample;
  private final List<String> openExamples = new ArrayList<>(0);
  private @Nullable String example;

  void add(String value, DateParsers parsers) {
    if (isDigits(value) ? addNumber(value, parsers) : addWritten(value, parsers)) {
      example = Examples.firstOf(example, value);
    }
  }

  private boolean addNumber(String value, DateParsers parsers) {
    if (parsers.compact.parse(value)) {
      compact++;
    } else if (parsers.epochSeconds.parse(value)) {
      epochSeconds++;
    } else if (parsers.epochMillis.parse(value)) {
      epochMillis++;
    } else if (parsers.excelDays.parse(value)) {
      excelDays++;
    } else {
      return false;
    }
    return true;
  }

  private boolean addWritten(String value, DateParsers parsers) {
    if (parsers.yearFirst.parse(value)) {
      yearFirst++;
      return true;
    }
    boolean isDayFirst = parsers.dayFirst.parse(value);
    boolean isMonthFirst = parsers.monthFirst.parse(value);
    if (isDayFirst && isMonthFirst) {
      addBoth(value, parsers);
    } else if (isDayFirst) {
      dayFirst++;
      addDayFirstExample(value, parsers.dayFirst.date().getDayOfMonth() > 12);
    } else if (isMonthFirst) {
      monthFirst++;
      monthFirstExample = Examples.firstOf(monthFirstExample, value);
    }
    return isDayFirst || isMonthFirst;
  }

  private void addBoth(String value, DateParsers parsers) {
    if (parsers.dayFirst.date().equals(parsers.monthFirst.date())) {
      either++;
    } else {
      open++;
      Examples.add(openExamples, value, 3);
    }
  }

  /** 31.12.2020 convinces more people than 04.03.2021. */
  private void addDayFirstExample(String value, boolean telling) {
    if (dayFirstExample == null || (telling && !dayFirstTelling)) {
      dayFirstExample = Examples.firstOf(null, value);
      dayFirstTelling = telling;
    }
  }

  private static boolean isDigits(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  DateEvidence build() {
    return new DateEvidence(
        yearFirst,
        either,
        dayFirst,
        monthFirst,
        open,
        compact,
        epochSeconds,
        epochMillis,
        excelDays,
        dayFirstExample,
        monthFirstExample,
        List.copyOf(openExamples),
        example);
  }
}
