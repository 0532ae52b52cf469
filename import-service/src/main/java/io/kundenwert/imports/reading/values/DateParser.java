package io.kundenwert.imports.reading.values;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates, with or without a time, under one reading. For one thread; the result stands until
 * the next call.
 */
public final class DateParser {
  private static final int MIN_YEAR = 1900;
  private static final int MAX_YEAR = 2199;
  private static final int FIRST_TWO_DIGIT_YEAR = 1980;
  private static final long MAX_EPOCH_SECONDS = 7_258_118_400L;
  private static final long EXCEL_EPOCH_DAY = -25_569;

  private final DateReading reading;
  private final ZoneId written;
  private final ZoneId product;

  private String text = "";
  private int at;
  private int to;

  private int year;
  private int month;
  private int day;
  private boolean noSuchDay;
  private boolean timed;
  private int secondOfDay;
  private int nanos;
  private @Nullable ZoneOffset offset;
  private @Nullable LocalDate date;
  private @Nullable Instant instant;

  /**
   * A parser for a column.
   *
   * @param reading order of the parts
   * @param written zone of times that name none
   * @param product zone in which the day of an instant is taken
   */
  public DateParser(DateReading reading, ZoneId written, ZoneId product) {
    this.reading = reading;
    this.written = written;
    this.product = product;
  }

  /**
   * Reads a cell.
   *
   * @return whether it is a date; only then the other methods say something, but for {@link
   *     #isNoSuchDay}
   */
  public boolean parse(String cell) {
    text = cell;
    at = 0;
    to = cell.length();
    noSuchDay = false;
    timed = false;
    secondOfDay = 0;
    nanos = 0;
    offset = null;
    date = null;
    instant = null;
    return switch (reading) {
      case DAY_FIRST, MONTH_FIRST, YEAR_FIRST -> written() && resolve();
      case COMPACT -> compact() && resolve();
      case EPOCH_SECONDS -> epoch(9, 10, 1);
      case EPOCH_MILLIS -> epoch(12, 13, 1000);
      case EXCEL_DAYS -> excelDays();
    };
  }

  /**
   * Whether the last cell is written like a date, but there is no such day in any order:
   * 31.02.2021.
   */
  public boolean isNoSuchDay() {
    return noSuchDay;
  }

  /** The day, in the product's zone. */
  public LocalDate date() {
    if (date == null) {
      throw new IllegalStateException("No date was read");
    }
    return date;
  }

  /** The instant, if the cell has a time. */
  public @Nullable Instant instant() {
    return instant;
  }

  private boolean written() {
    return at < to && (isDigit(text.charAt(at)) ? digitsFirst() : wordFirst());
  }

  private boolean digitsFirst() {
    int from = at;
    int first = number(4);
    int digits = at - from;
    if (first < 0 || at == to) {
      return false;
    }
    char separator = text.charAt(at);
    if (digits == 4) {
      year = first;
      return isSeparator(separator) && yearFirst(separator) && afterDate();
    }
    if (digits > 2) {
      return false;
    }
    if (isNamedMonthNext(separator)) {
      day = first;
      return namedMonth() && afterDate();
    }
    return isSeparator(separator) && ordered(first, separator) && afterDate();
  }

  private boolean yearFirst(char separator) {
    at++;
    month = number(2);
    if (month < 0 || at == to || text.charAt(at) != separator) {
      return false;
    }
    at++;
    day = number(2);
    return day >= 0;
  }

  /** Day and month in the order of the reading, the year behind. */
  private boolean ordered(int first, char separator) {
    if (reading == DateReading.YEAR_FIRST
        || (separator == '.' && reading == DateReading.MONTH_FIRST)) {
      return false;
    }
    at++;
    int second = number(2);
    if (second < 0 || at == to || text.charAt(at) != separator) {
      return false;
    }
    at++;
    boolean dayFirst = reading == DateReading.DAY_FIRST;
    day = dayFirst ? first : second;
    month = dayFirst ? second : first;
    return yearBehind(separator != '-');
  }

  private boolean yearBehind(boolean shortAllowed) {
    int from = at;
    year = number(4);
    int digits = at - from;
    if (digits == 2 && shortAllowed) {
      year += year < FIRST_TWO_DIGIT_YEAR % 100 ? 2000 : 1900;
      return true;
    }
    return digits == 4;
  }

  /** Whether after a day comes the name of a month: "3. Jan", "3 Jan", "3-Jan", "3.Jan". */
  private boolean isNamedMonthNext(char separator) {
    int next = at;
    if (isSeparator(separator)) {
      next++;
    }
    while (next < to && Blank.isSpace(text.charAt(next))) {
      next++;
    }
    return next > at && next < to && Character.isLetter(text.charAt(next));
  }

  private boolean namedMonth() {
    skipSeparators();
    month = MonthNames.month(word());
    skipSeparators();
    return month > 0 && yearBehind(false);
  }

  /** "Jan 3, 2025", "Monday, 3 January 2025". */
  private boolean wordFirst() {
    String word = word();
    if (MonthNames.isWeekday(word)) {
      skipSeparators();
      return at < to && (isDigit(text.charAt(at)) ? digitsFirst() : wordFirst());
    }
    month = MonthNames.month(word);
    if (month == 0) {
      return false;
    }
    skipSeparators();
    day = number(2);
    if (day < 0) {
      return false;
    }
    skipSeparators();
    return yearBehind(false) && afterDate();
  }

  private boolean compact() {
    year = fixed(4);
    month = fixed(2);
    day = fixed(2);
    return year >= 0 && month >= 0 && day >= 0 && at == to;
  }

  private boolean epoch(int fewest, int most, int perSecond) {
    if (to < fewest || to > most) {
      return false;
    }
    long value = 0;
    while (at < to && isDigit(text.charAt(at))) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    if (at < to || value / perSecond > MAX_EPOCH_SECONDS || text.charAt(0) == '0') {
      return false;
    }
    instant = perSecond == 1 ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
    date = instant.atZone(product).toLocalDate();
    return true;
  }

  private boolean excelDays() {
    int days = number(5);
    if (at != to || to != 5 || days < 20_000) {
      return false;
    }
    date = LocalDate.ofEpochDay(days + EXCEL_EPOCH_DAY);
    return true;
  }

  /** The end, or a time. */
  private boolean afterDate() {
    if (at == to) {
      return true;
    }
    if (text.charAt(at) == 'T' || text.charAt(at) == 't') {
      at++;
      return time();
    }
    int from = at;
    if (text.charAt(at) == ',') {
      at++;
    }
    skipSpaces();
    if (at < to && Character.isLetter(text.charAt(at))) {
      String word = word();
      if (!word.equals("um") && !word.equals("at")) {
        return false;
      }
      skipSpaces();
    }
    return at > from && time();
  }

  private boolean time() {
    int hour = number(2);
    if (hour < 0 || at == to || text.charAt(at) != ':') {
      return false;
    }
    at++;
    int minute = fixed(2);
    int second = 0;
    if (at < to && text.charAt(at) == ':') {
      at++;
      second = fixed(2);
      if (!fraction()) {
        return false;
      }
    }
    skipSpaces();
    hour = halfOfDay(hour);
    timed = true;
    secondOfDay = hour * 3600 + minute * 60 + second;
    return isTime(hour, minute, second) && zone() && at == to;
  }

  private static boolean isTime(int hour, int minute, int second) {
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  }

  private boolean fraction() {
    if (at == to || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return true;
    }
    at++;
    int from = at;
    int unit = 100_000_000;
    while (at < to && isDigit(text.charAt(at))) {
      nanos += (text.charAt(at) - '0') * unit;
      unit /= 10;
      at++;
    }
    return at > from && at - from <= 9;
  }

  /** The hour of 24 for an hour with AM or PM, the hour itself without; -1 for 13 PM. */
  private int halfOfDay(int hour) {
    if (at + 2 > to || (text.charAt(at + 1) | 0x20) != 'm') {
      return hour;
    }
    int half = text.charAt(at) | 0x20;
    if (half != 'a' && half != 'p') {
      return hour;
    }
    at += 2;
    skipSpaces();
    if (hour < 1 || hour > 12) {
      return -1;
    }
    return hour % 12 + (half == 'p' ? 12 : 0);
  }

  private boolean zone() {
    if (at == to) {
      return true;
    }
    char c = text.charAt(at);
    if (c == '+' || c == '-' || c == '\u2212') {
      at++;
      return offset(c == '+' ? 1 : -1);
    }
    String word = word();
    skipSpaces();
    switch (word) {
      case "Uhr" -> {
        return true;
      }
      case "Z", "z", "UTC", "GMT" -> offset = ZoneOffset.UTC;
      case "CET", "MEZ" -> offset = ZoneOffset.ofHours(1);
      case "CEST", "MESZ" -> offset = ZoneOffset.ofHours(2);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean offset(int sign) {
    int hours = fixed(2);
    if (at < to && text.charAt(at) == ':') {
      at++;
    }
    int minutes = at < to && isDigit(text.charAt(at)) ? fixed(2) : 0;
    if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
      return false;
    }
    offset = ZoneOffset.ofTotalSeconds(sign * (hours * 3600 + minutes * 60));
    return true;
  }

  private boolean resolve() {
    if (year < MIN_YEAR || year > MAX_YEAR) {
      return false;
    }
    if (!isDay()) {
      noSuchDay = !(month > 12 && month <= 31 && day >= 1 && day <= 12);
      return false;
    }
    LocalDate day = LocalDate.of(year, month, this.day);
    date = day;
    if (timed) {
      LocalDateTime time = day.atStartOfDay().plusSeconds(secondOfDay).withNano(nanos);
      ZoneId zone = offset == null ? written : offset;
      Instant moment = time.atZone(zone).toInstant();
      instant = moment;
      if (!zone.equals(product)) {
        date = moment.atZone(product).toLocalDate();
      }
    }
    return true;
  }

  private boolean isDay() {
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return false;
    }
    return day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth();
  }

  /** A run of up to {@code most} digits as a number; -1 if there is none, or more. */
  private int number(int most) {
    int from = at;
    int number = 0;
    while (at < to && isDigit(text.charAt(at))) {
      if (at - from == most) {
        return -1;
      }
      number = number * 10 + text.charAt(at++) - '0';
    }
    return at == from ? -1 : number;
  }

  /** Exactly so many digits as a number; -1 if there are fewer. */
  private int fixed(int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      if (at == to || !isDigit(text.charAt(at))) {
        return -1;
      }
      number = number * 10 + text.charAt(at++) - '0';
    }
    return number;
  }

  private String word() {
    int from = at;
    while (at < to && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private void skipSpaces() {
    while (at < to && Blank.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private void skipSeparators() {
    while (at < to
        && (Blank.isSpace(text.charAt(at))
            || isSeparator(text.charAt(at))
            || text.charAt(at) == ',')) {
      at++;
    }
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '/' || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
