package io.kundenwert.customer.merge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What a batch's transaction does besides the customers: gates, marks, refusals, offsets. */
final class MergeTransaction {
  private static final String LOCK_TIME_OUT = "30s";
  private static final String STATEMENT_TIME_OUT = "60s";
  private static final String IDLE_TIME_OUT = "60s";

  /** Below {@code max.poll.interval.ms}, also when the batch is tried again. */
  private static final String TRANSACTION_TIME_OUT = "120s";

  private static final TypeReference<Map<String, Long>> AMOUNTS = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Connection connection;

  /** A row that a rule refused. */
  record RejectedRow(IncomingRow incoming, String code) {}

  /** A refusal that is announced again. */
  record RejectedAgain(long number, String code) {}

  MergeTransaction(Connection connection) {
    this.connection = connection;
  }

  /** Sets the time-outs and passes the gates of the products, in the order of their keys. */
  void begin(Set<UUID> productIds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.TIME_OUTS)) {
      new Parameters(connection, statement)
          .value(LOCK_TIME_OUT)
          .value(STATEMENT_TIME_OUT)
          .value(IDLE_TIME_OUT)
          .value(TRANSACTION_TIME_OUT);
      statement.execute();
    }
    Set<Long> gates = new TreeSet<>();
    productIds.forEach(id -> gates.add(Gate.key(id)));
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.SHARE_GATE)) {
      for (long gate : gates) {
        statement.setLong(1, gate);
        statement.execute();
      }
    }
  }

  /** Inserts what is missing and locks all, in order. */
  Map<Mark.Key, Mark> lockMarks(Set<Mark.Key> sortedKeys) throws SQLException {
    List<Mark.Key> keys = List.copyOf(sortedKeys);
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.INSERT_MARKS)) {
      new Parameters(connection, statement)
          .column("uuid", keys, Mark.Key::teamId)
          .column("uuid", keys, Mark.Key::productId)
          .column("uuid", keys, Mark.Key::runId)
          .column("int4", keys, Mark.Key::partition);
      statement.executeUpdate();
    }
    Map<Mark.Key, List<Integer>> partitionsByRun = new TreeMap<>();
    for (Mark.Key key : keys) {
      partitionsByRun
          .computeIfAbsent(
              new Mark.Key(key.teamId(), key.productId(), key.runId(), 0), run -> new ArrayList<>())
          .add(key.partition());
    }
    Map<Mark.Key, Mark> marks = new LinkedHashMap<>();
    for (Map.Entry<Mark.Key, List<Integer>> run : partitionsByRun.entrySet()) {
      lockMarks(run.getKey(), run.getValue(), marks);
    }
    return marks;
  }

  private void lockMarks(Mark.Key run, List<Integer> partitions, Map<Mark.Key, Mark> marks)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.LOCK_MARKS)) {
      new Parameters(connection, statement)
          .value(run.teamId())
          .value(run.productId())
          .value(run.runId())
          .ints(partitions);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Mark mark =
              new Mark(new Mark.Key(run.teamId(), run.productId(), run.runId(), row.getInt(1)));
          mark.seq = row.getLong(2);
          mark.revision = row.getLong(3);
          mark.created = row.getLong(4);
          mark.updated = row.getLong(5);
          mark.unchanged = row.getLong(6);
          mark.merged = row.getLong(7);
          mark.rejected = row.getLong(8);
          mark.dead = row.getLong(9);
          mark.gross.putAll(JSON.readValue(row.getString(10), AMOUNTS));
          marks.put(mark.key, mark);
        }
      }
    }
  }

  void updateMark(Mark mark) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.UPDATE_MARK)) {
      new Parameters(connection, statement)
          .value(mark.seq)
          .value(mark.revision)
          .value(mark.created)
          .value(mark.updated)
          .value(mark.unchanged)
          .value(mark.merged)
          .value(mark.rejected)
          .value(mark.dead)
          .value(JSON.writeValueAsString(mark.gross))
          .value(mark.key.teamId())
          .value(mark.key.productId())
          .value(mark.key.runId())
          .value(mark.key.partition());
      statement.executeUpdate();
    }
  }

  /** Those of the runs whose rows are no longer wanted. */
  Set<UUID> undoneRuns(Collection<UUID> runs) throws SQLException {
    Set<UUID> undone = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.RUN_FLAGS)) {
      new Parameters(connection, statement).uuids(runs);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          undone.add(row.getObject(1, UUID.class));
        }
      }
    }
    return undone;
  }

  void insertRejected(List<RejectedRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.INSERT_REJECTED)) {
      new Parameters(connection, statement)
          .column("uuid", rows, r -> r.incoming().run().teamId())
          .column("uuid", rows, r -> r.incoming().run().productId())
          .column("uuid", rows, r -> r.incoming().run().runId())
          .column("int4", rows, r -> r.incoming().partition())
          .longs(rows, r -> r.incoming().seq())
          .longs(rows, r -> r.incoming().number())
          .column("text", rows, RejectedRow::code);
      statement.executeUpdate();
    }
  }

  void insertDead(IncomingRow row, String code, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.INSERT_DEAD)) {
      new Parameters(connection, statement)
          .value(row.run().teamId())
          .value(row.run().productId())
          .value(row.run().runId())
          .value(row.partition())
          .value(row.seq())
          .value(row.number())
          .value(code)
          .value(row.run().encoded())
          .bytes(row.value())
          .value(now.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  List<RejectedAgain> rejectedAgain(Duplicates.Range range) throws SQLException {
    List<RejectedAgain> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.REJECTED_AGAIN)) {
      range(statement, range);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new RejectedAgain(row.getLong(1), row.getString(2)));
        }
      }
    }
    return found;
  }

  List<MergeResult.DeadLetter> deadAgain(Duplicates.Range range) throws SQLException {
    List<MergeResult.DeadLetter> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.DEAD_AGAIN)) {
      range(statement, range);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          byte[] value = row.getBytes(4);
          found.add(
              new MergeResult.DeadLetter(
                  range.key().runId(),
                  range.key().partition(),
                  row.getLong(1),
                  row.getLong(2),
                  row.getString(3),
                  value == null ? new byte[0] : value));
        }
      }
    }
    return found;
  }

  private void range(PreparedStatement statement, Duplicates.Range range) throws SQLException {
    new Parameters(connection, statement)
        .value(range.key().teamId())
        .value(range.key().productId())
        .value(range.key().runId())
        .value(range.key().partition())
        .value(range.from())
        .value(range.to());
  }

  /** The customers with these addresses. */
  Set<UUID> customers(UUID teamId, UUID productId, Set<String> emailKeys) throws SQLException {
    Set<UUID> found = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.IDENTITIES)) {
      new Parameters(connection, statement).value(teamId).value(productId).texts(emailKeys);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getObject(3, UUID.class));
        }
      }
    }
    return found;
  }

  void putConsumed(RowBatch batch) throws SQLException {
    TreeMap<Integer, Long> offsets = new TreeMap<>(batch.nextOffsets());
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.PUT_CONSUMED)) {
      new Parameters(connection, statement)
          .value(batch.topic())
          .ints(offsets.keySet())
          .longs(offsets.values());
      statement.executeUpdate();
    }
  }
}
