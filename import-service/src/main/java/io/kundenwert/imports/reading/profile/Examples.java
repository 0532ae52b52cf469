package io.kundenwert.imports.reading.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Few, distinct, short values that stand for many. */
final class Examples {
  private static final int LENGTH = 100;

  private Examples() {}

  static String cut(String value, int length) {
    return value.length() <= length ? value : value.substring(0, length);
  }

  static String firstOf(@Nullable String earlier, String value) {
    return earlier == null ? cut(value, LENGTH) : earlier;
  }

  static void add(List<String> examples, String value, int most) {
    if (examples.size() < most && !examples.contains(cut(value, LENGTH))) {
      examples.add(cut(value, LENGTH));
    }
  }
}
