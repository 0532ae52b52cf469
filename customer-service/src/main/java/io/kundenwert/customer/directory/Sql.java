package io.kundenwert.customer.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A statement that is put together of constant pieces; every value is a parameter. */
final class Sql {
  private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

  private final StringBuilder text = new StringBuilder();
  private final List<Object> params = new ArrayList<>();

  /** Adds a piece with the values of its question marks. */
  Sql add(String piece, Object... values) {
    text.append(piece).append('\n');
    params.addAll(List.of(values));
    return this;
  }

  Sql add(Sql piece) {
    text.append(piece.text);
    params.addAll(piece.params);
    return this;
  }

  /** An array as a value: one parameter, whatever its length. */
  static Object ids(Collection<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }

  String text() {
    return text.toString();
  }

  List<Object> params() {
    return params;
  }

  /** How many rows the planner expects; costs no reading. */
  long planned(JdbcClient jdbc) {
    String plan =
        new Sql()
            .add("EXPLAIN")
            .add(this)
            .prepare(jdbc)
            .query((row, number) -> row.getString(1))
            .list()
            .getFirst();
    Matcher rows = ROWS.matcher(plan);
    return rows.find() ? Long.parseLong(rows.group(1)) : 0;
  }

  JdbcClient.StatementSpec prepare(JdbcClient jdbc) {
    return jdbc.sql(text()).params(params);
  }
}
