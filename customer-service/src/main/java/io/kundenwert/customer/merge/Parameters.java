package io.kundenwert.customer.merge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, set one after the other; columns become arrays. */
final class Parameters {
  private final Connection connection;
  private final PreparedStatement statement;
  private int index;

  Parameters(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  Parameters value(@Nullable Object value) throws SQLException {
    statement.setObject(++index, value);
    return this;
  }

  Parameters bytes(byte @Nullable [] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  Parameters uuids(Collection<UUID> values) throws SQLException {
    return array("uuid", values.toArray());
  }

  Parameters texts(Collection<String> values) throws SQLException {
    return array("text", values.toArray());
  }

  /** Byte strings, given as hexadecimal digits. */
  Parameters hexBytes(Collection<String> values) throws SQLException {
    return array("bytea", values.stream().map(digits -> "\\x" + digits).toArray());
  }

  Parameters ints(Collection<Integer> values) throws SQLException {
    return array("int4", values.toArray(Integer[]::new));
  }

  Parameters longs(Collection<Long> values) throws SQLException {
    return array("int8", values.toArray(Long[]::new));
  }

  <T> Parameters longs(List<T> rows, Function<T, @Nullable Long> column) throws SQLException {
    Long[] values = new Long[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return array("int8", values);
  }

  /** A column of any type as the text that the database reads it from. */
  <T> Parameters column(String type, List<T> rows, Function<T, @Nullable Object> column)
      throws SQLException {
    String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = column.apply(rows.get(i));
      values[i] = value == null ? null : value.toString();
    }
    return array(type, values);
  }

  private Parameters array(String type, @Nullable Object[] values) throws SQLException {
    statement.setArray(++index, connection.createArrayOf(type, values));
    return this;
  }

  /** The literal of a text array, for an array within an array. */
  static String arrayLiteral(@Nullable List<String> items) {
    if (items == null || items.isEmpty()) {
      return "{}";
    }
    StringBuilder literal = new StringBuilder("{");
    for (String item : items) {
      if (literal.length() > 1) {
        literal.append(',');
      }
      literal.append('"').append(item.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return literal.append('}').toString();
  }
}
