package io.kundenwert.customer.directory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When customers were first seen: a month or a year, by number or seen from today. Their ids begin
 * with that time (UUIDv7), so a period is a range of ids; which one depends on the product's
 * calendar and is known once {@link #on} was asked.
 *
 * @param name {@code this-month}, {@code last-month}, {@code this-year}, {@code last-year}, a month
 *     ({@code 2026-11}) or a year ({@code 2026})
 * @param ids the range; null as long as the calendar was not asked
 */
record CreatedIn(String name, @Nullable Ids ids) {
  private static final List<String> FROM_TODAY =
      List.of("this-month", "last-month", "this-year", "last-year");
  private static final Pattern DATED = Pattern.compile("(20\\d\\d)(?:-(\\d\\d))?");

  /** What can be asked for, as it is said to people. */
  static final List<String> ALLOWED = allowed();

  /**
   * A range of ids.
   *
   * @param from the lowest
   * @param until the lowest behind the range
   */
  record Ids(UUID from, UUID until) {}

  /** Reads a period; empty if there is none of that name. */
  static Optional<CreatedIn> named(String name) {
    if (FROM_TODAY.contains(name)) {
      return Optional.of(new CreatedIn(name, null));
    }
    var dated = DATED.matcher(name);
    if (!dated.matches()) {
      return Optional.empty();
    }
    try {
      if (dated.group(2) != null) {
        YearMonth.parse(name);
      }
      return Optional.of(new CreatedIn(name, null));
    } catch (DateTimeException noSuchMonth) {
      return Optional.empty();
    }
  }

  /** The period by the calendar of a zone, named by its number from then on. */
  CreatedIn on(Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    YearMonth month = YearMonth.from(today);
    Year year = Year.from(today);
    return switch (name) {
      case "this-month" -> of(month, zone);
      case "last-month" -> of(month.minusMonths(1), zone);
      case "this-year" -> of(year, zone);
      case "last-year" -> of(year.minusYears(1), zone);
      default -> name.length() == 4 ? of(Year.parse(name), zone) : of(YearMonth.parse(name), zone);
    };
  }

  private static CreatedIn of(YearMonth month, ZoneId zone) {
    return new CreatedIn(
        month.toString(), between(month.atDay(1), month.plusMonths(1).atDay(1), zone));
  }

  private static CreatedIn of(Year year, ZoneId zone) {
    return new CreatedIn(year.toString(), between(year.atDay(1), year.plusYears(1).atDay(1), zone));
  }

  private static Ids between(LocalDate first, LocalDate behind, ZoneId zone) {
    return new Ids(lowest(first, zone), lowest(behind, zone));
  }

  /** Lower than every id that is made from a day on: its first 48 bits are milliseconds. */
  private static UUID lowest(LocalDate day, ZoneId zone) {
    return new UUID(day.atStartOfDay(zone).toInstant().toEpochMilli() << 16, 0);
  }

  private static List<String> allowed() {
    List<String> all = new ArrayList<>(FROM_TODAY);
    all.addAll(List.of("yyyy-mm", "yyyy"));
    return List.copyOf(all);
  }
}
