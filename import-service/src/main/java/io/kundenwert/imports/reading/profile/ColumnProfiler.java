package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.reading.values.Blank;
import io.kundenwert.imports.reading.values.NumberParser;
import io.kundenwert.imports.reading.values.NumberReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what the values of one column are like. */
final class ColumnProfiler {
  private static final int SAMPLES = 5;
  private static final int SAMPLE_LENGTH = 200;
  private static final int LONGEST_VALUE = 64;
  private static final int REMEMBERED = 10_000;

  private final List<String> samples = new ArrayList<>(SAMPLES);
  private final NumberEvidenceBuilder numbers = new NumberEvidenceBuilder();
  private final DateEvidenceBuilder dates = new DateEvidenceBuilder();
  private final Set<String> addresses = new HashSet<>(0);
  private long filled;
  private long emails;
  private boolean repeatedEmails;

  void add(String cell, Parsers parsers) {
    String value = Blank.trim(cell);
    if (value.isEmpty()) {
      return;
    }
    filled++;
    if (samples.size() < SAMPLES) {
      addSample(value);
    }
    if (value.indexOf('@') > 0) {
      addAddress(value);
    } else if (value.length() <= LONGEST_VALUE && hasDigit(value)) {
      numbers.add(value, parsers.comma, parsers.point);
      dates.add(value, parsers.dates);
    }
  }

  ColumnProfile build(int index, String header) {
    return new ColumnProfile(
        index,
        header,
        List.copyOf(samples),
        filled,
        emails,
        repeatedEmails,
        numbers.build(),
        dates.build());
  }

  private void addSample(String value) {
    String sample = Examples.cut(value, SAMPLE_LENGTH);
    if (!samples.contains(sample)) {
      samples.add(sample);
    }
  }

  private void addAddress(String value) {
    int at = value.indexOf('@');
    if (value.indexOf('.', at) > at + 1 && value.indexOf(' ') < 0 && value.length() <= 320) {
      emails++;
      if (addresses.size() < REMEMBERED && !repeatedEmails) {
        repeatedEmails = !addresses.add(value);
      }
    }
  }

  private static boolean hasDigit(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= '0' && value.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  /** What all columns of a file share. */
  static final class Parsers {
    private final NumberParser comma = new NumberParser(NumberReading.DECIMAL_COMMA);
    private final NumberParser point = new NumberParser(NumberReading.DECIMAL_POINT);
    private final DateParsers dates = new DateParsers();
  }
}
