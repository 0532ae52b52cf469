package io.kundenwert.systemtests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * All rows and sequences of a database as of one moment, taken while others write, as {@code
 * pg_dump --data-only} takes them.
 */
final class DatabaseDump {
  private static final String NOT_DUMPED = "flyway_schema_history";

  private final Map<String, byte[]> tables = new LinkedHashMap<>();
  private final Map<String, Long> sequences = new LinkedHashMap<>();

  private DatabaseDump() {}

  static DatabaseDump of(Connection connection) throws SQLException {
    DatabaseDump dump = new DatabaseDump();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    PGConnection copies = connection.unwrap(PGConnection.class);
    for (String table : names(connection, "SELECT tablename FROM pg_tables")) {
      if (!table.equals(NOT_DUMPED)) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try {
          copies.getCopyAPI().copyOut("COPY " + table + " TO STDOUT (FORMAT binary)", rows);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
        dump.tables.put(table, rows.toByteArray());
      }
    }
    for (String sequence : names(connection, "SELECT sequencename FROM pg_sequences")) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT last_value FROM " + sequence)) {
        row.next();
        dump.sequences.put(sequence, row.getLong(1));
      }
    }
    connection.rollback();
    return dump;
  }

  private static List<String> names(Connection connection, String select) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select + " WHERE schemaname = 'public'")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** Puts everything back; nobody else may be connected. */
  void restore(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    PGConnection copies = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + String.join(", ", tables.keySet()) + " CASCADE");
      for (Map.Entry<String, byte[]> table : tables.entrySet()) {
        copies
            .getCopyAPI()
            .copyIn(
                "COPY " + table.getKey() + " FROM STDIN (FORMAT binary)",
                new ByteArrayInputStream(table.getValue()));
      }
      for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
        statement.execute(
            "SELECT setval('%s', %d)".formatted(sequence.getKey(), sequence.getValue()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    connection.commit();
  }
}
