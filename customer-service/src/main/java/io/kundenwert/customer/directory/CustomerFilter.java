package io.kundenwert.customer.directory;

import io.kundenwert.customer.value.Priority;
import io.kundenwert.support.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which customers a list shows. Conditions are joined by and, the values of one by or; an empty set
 * is no condition.
 *
 * @param priorities with one of these priorities
 * @param sources with a contribution from one of these sources
 * @param imports with a contribution from one of these runs
 * @param created first seen in this period; null for whenever
 */
public record CustomerFilter(
    SortedSet<Priority> priorities,
    SortedSet<UUID> sources,
    SortedSet<UUID> imports,
    @Nullable CreatedIn created) {
  /** Shows everyone. */
  public static final CustomerFilter NONE =
      new CustomerFilter(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), null);

  private static final List<String> CONDITIONS = List.of("priority", "source", "import", "created");
  private static final int MAX_VALUES = 100;

  /**
   * Reads the short form, for example {@code priority:high,low~source:<id>}.
   *
   * @throws Problem 400 {@code unknown-filter} or {@code invalid-filter-value}, with what is
   *     allowed
   */
  public static CustomerFilter parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    SortedSet<Priority> priorities = new TreeSet<>();
    SortedSet<UUID> sources = new TreeSet<>();
    SortedSet<UUID> imports = new TreeSet<>();
    CreatedIn created = null;
    List<String> seen = new ArrayList<>();
    for (String condition : text.split("~", -1)) {
      int colon = condition.indexOf(':');
      String name = colon < 0 ? condition : condition.substring(0, colon);
      if (!CONDITIONS.contains(name)) {
        throw new Problem(
            HttpStatus.BAD_REQUEST,
            "unknown-filter",
            Map.of("filter", name, "allowed", CONDITIONS));
      }
      String[] values =
          colon < 0 ? new String[] {""} : condition.substring(colon + 1).split(",", -1);
      int most = name.equals("created") ? 1 : MAX_VALUES;
      if (seen.contains(name) || values.length > most) {
        throw invalid(name, condition.substring(Math.max(colon, 0)), List.of());
      }
      seen.add(name);
      for (String value : values) {
        switch (name) {
          case "priority" -> priorities.add(priority(value));
          case "source" -> sources.add(id(name, value));
          case "created" -> created = created(value);
          default -> imports.add(id(name, value));
        }
      }
    }
    return new CustomerFilter(priorities, sources, imports, created);
  }

  /** Whether it shows everyone. */
  public boolean isEmpty() {
    return isOpen() && created == null;
  }

  /** Whether viewers may ask for it: of all conditions that is when customers were first seen. */
  boolean isOpen() {
    return priorities.isEmpty() && sources.isEmpty() && imports.isEmpty();
  }

  /** What of it viewers may ask for. */
  public CustomerFilter open() {
    return new CustomerFilter(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), created);
  }

  /** The same with its period by the calendar of a zone. */
  CustomerFilter on(Instant now, ZoneId zone) {
    return created == null
        ? this
        : new CustomerFilter(priorities, sources, imports, created.on(now, zone));
  }

  /** The same text for equal filters, however they were written. */
  public String canonical() {
    return Stream.of(
            part("priority", priorities.stream().map(Priority::wireName)),
            part("source", sources.stream().map(UUID::toString)),
            part("import", imports.stream().map(UUID::toString)),
            part("created", Stream.ofNullable(created).map(CreatedIn::name)))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("~"));
  }

  private static String part(String name, Stream<String> values) {
    String joined = values.collect(Collectors.joining(","));
    return joined.isEmpty() ? "" : name + ":" + joined;
  }

  private static Priority priority(String value) {
    for (Priority priority : Priority.values()) {
      if (priority.wireName().equals(value)) {
        return priority;
      }
    }
    throw invalid("priority", value, Stream.of(Priority.values()).map(Priority::wireName).toList());
  }

  private static CreatedIn created(String value) {
    return CreatedIn.named(value).orElseThrow(() -> invalid("created", value, CreatedIn.ALLOWED));
  }

  private static UUID id(String name, String value) {
    try {
      UUID id = UUID.fromString(value);
      if (id.toString().equalsIgnoreCase(value)) {
        return id;
      }
    } catch (IllegalArgumentException notAnId) {
      // Said below.
    }
    throw invalid(name, value, List.of());
  }

  private static Problem invalid(String name, String value, List<String> allowed) {
    return new Problem(
        HttpStatus.BAD_REQUEST,
        "invalid-filter-value",
        Map.of("filter", name, "value", value, "allowed", allowed));
  }
}
