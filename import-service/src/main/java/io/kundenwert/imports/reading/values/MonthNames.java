package io.kundenwert.imports.reading.values;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of months and days of the week, German and English, long and short. */
final class MonthNames {
  private static final Map<String, Integer> MONTHS = months();
  private static final Set<String> WEEKDAYS = weekdays();

  private MonthNames() {}

  /** 1 to 12; 0 for another word. */
  static int month(String word) {
    return MONTHS.getOrDefault(word.toLowerCase(Locale.ROOT), 0);
  }

  /** Whether a word is a day of the week. */
  static boolean isWeekday(String word) {
    return WEEKDAYS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (Month month : Month.values()) {
      for (Locale locale : List.of(Locale.GERMAN, Locale.ENGLISH)) {
        for (TextStyle style : List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE)) {
          String name = month.getDisplayName(style, locale).toLowerCase(Locale.ROOT);
          months.put(name, month.getValue());
          months.put(name.substring(0, 3), month.getValue());
        }
      }
    }
    months.put("mrz", 3);
    months.put("maerz", 3);
    months.put("sept", 9);
    months.put("jänner", 1);
    months.put("jän", 1);
    months.put("feber", 2);
    return Map.copyOf(months);
  }

  private static Set<String> weekdays() {
    Set<String> days = new HashSet<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      String german = day.getDisplayName(TextStyle.FULL, Locale.GERMAN).toLowerCase(Locale.ROOT);
      String english = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      days.addAll(List.of(german, german.substring(0, 2), english, english.substring(0, 3)));
    }
    days.addAll(List.of("tues", "thur", "thurs"));
    return Set.copyOf(days);
  }
}
