package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a batch adds to the sample of its dry run (A4): of each outcome the first customers of each
 * partition, as the product has them and as the merge has left them in the scratch tables. The
 * marks admit each row once, so that a redelivered one is not sampled again; once the sample is
 * full, a batch only follows those who are in it.
 */
final class DrySample {
  /** So many customers of each outcome. */
  static final int MOST = 20;

  /** So many row numbers of a customer; one more is kept, which says that there are more. */
  static final int MOST_ROWS = 10;

  private final Connection connection;
  private final FieldsJson json;
  private final UUID teamId;
  private final UUID productId;
  private final UUID runId;

  private final List<Seen> seen = new ArrayList<>();
  private final Map<UUID, CustomerWork> customers = new HashMap<>();
  private long gross;
  private long refunded;

  /** A row that was merged. */
  private record Seen(Place place, long row, UUID identityId) {}

  /** A customer among those of one outcome. */
  private record Place(int partition, String outcome, UUID customerId) {}

  /** The customers of one outcome. */
  private record Group(int partition, String outcome) {
    static Group of(Place place) {
      return new Group(place.partition(), place.outcome());
    }
  }

  /** What is written of a place; what was there before only of one that is new. */
  private record Line(
      Place place,
      String emailKey,
      long row,
      List<Long> rows,
      @Nullable String before,
      String after) {}

  DrySample(Connection connection, FieldsJson json, ProductSettings product, UUID runId) {
    this.connection = connection;
    this.json = json;
    this.teamId = product.teamId();
    this.productId = product.productId();
    this.runId = runId;
  }

  /** Remembers what was merged. */
  void take(List<PendingRow> rows, ProductMerge merge) {
    for (CustomerWork customer : merge.customers()) {
      if (customer.rowWritten) {
        customers.put(customer.customerId, customer);
        gross += customer.totals.gross() - customer.loadedTotals.gross();
        refunded += customer.totals.refunded() - customer.loadedTotals.refunded();
      }
    }
    for (PendingRow row : rows) {
      Outcome outcome = row.outcome;
      if (outcome != null && outcome.written()) {
        seen.add(
            new Seen(
                new Place(
                    row.incoming.partition(),
                    outcome.kind().name().toLowerCase(Locale.ROOT),
                    merge.customerOf(row).customerId),
                row.incoming.number(),
                merge.identityOf(row)));
      }
    }
  }

  /** Writes it, unless nobody wants to see the dry run any more. */
  void write() throws SQLException {
    if (customers.isEmpty() || !grow()) {
      return;
    }
    Set<Place> known = known();
    Map<Place, Seen> added = added(known);
    Set<Place> places = new LinkedHashSet<>(known);
    places.addAll(added.keySet());
    places.removeIf(place -> !customers.containsKey(place.customerId()));
    if (!places.isEmpty()) {
      write(places, added);
    }
  }

  /** Adds to the sums of the dry run, whose row is locked with that; false if it is gone. */
  private boolean grow() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE dry_run SET gross = gross + ?, refunded = refunded + ?
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)) {
      new Parameters(connection, statement)
          .value(gross)
          .value(refunded)
          .value(teamId)
          .value(productId)
          .value(runId);
      return statement.executeUpdate() > 0;
    }
  }

  private Set<Place> known() throws SQLException {
    Set<Place> known = new LinkedHashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT partition, outcome, customer_id FROM dry_sample
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)) {
      new Parameters(connection, statement).value(teamId).value(productId).value(runId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          known.add(
              new Place(
                  row.getInt(1),
                  Objects.requireNonNull(row.getString(2)),
                  Objects.requireNonNull(row.getObject(3, UUID.class))));
        }
      }
    }
    return known;
  }

  /** Whom the sample still has room for. */
  private Map<Place, Seen> added(Set<Place> known) {
    Map<Group, Integer> sizes = new HashMap<>();
    known.forEach(place -> sizes.merge(Group.of(place), 1, Integer::sum));
    Map<Place, Seen> added = new LinkedHashMap<>();
    for (Seen row : seen) {
      Group group = Group.of(row.place());
      if (sizes.getOrDefault(group, 0) < MOST
          && !known.contains(row.place())
          && added.putIfAbsent(row.place(), row) == null) {
        sizes.merge(group, 1, Integer::sum);
      }
    }
    return added;
  }

  private void write(Set<Place> places, Map<Place, Seen> added) throws SQLException {
    Map<UUID, TreeSet<Long>> rows = new HashMap<>();
    places.forEach(place -> rows.putIfAbsent(place.customerId(), new TreeSet<>()));
    for (Seen row : seen) {
      TreeSet<Long> numbers = rows.get(row.place().customerId());
      if (numbers != null) {
        numbers.add(row.row());
      }
    }
    Map<UUID, Long> firstRows = firstRows(added.values());
    Map<UUID, CustomerWork> before = before(added.keySet());
    List<Line> lines = new ArrayList<>();
    for (Place place : places) {
      CustomerWork customer = Objects.requireNonNull(customers.get(place.customerId()));
      TreeSet<Long> numbers = new TreeSet<>(rows.getOrDefault(place.customerId(), new TreeSet<>()));
      Seen first = added.get(place);
      if (first != null) {
        numbers.add(firstRows.getOrDefault(first.identityId(), first.row()));
      }
      CustomerWork was = first == null ? null : before.get(place.customerId());
      lines.add(
          new Line(
              place,
              customer.emailKey,
              first == null ? 0 : first.row(),
              numbers.stream().limit(MOST_ROWS + 1).toList(),
              was == null ? null : json.write(was),
              json.write(customer)));
    }
    put(lines);
  }

  /** The first rows of those who had some in an earlier batch, by identity. */
  private Map<UUID, Long> firstRows(Collection<Seen> added) throws SQLException {
    Map<UUID, Long> firstRows = new HashMap<>();
    Set<UUID> identities =
        added.stream()
            .filter(row -> row.place().outcome().equals("merged"))
            .map(Seen::identityId)
            .collect(Collectors.toSet());
    if (identities.isEmpty()) {
      return firstRows;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT identity_id, first_row FROM %s.contribution
             WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?) AND run_id = ?
               AND external_id = ''
            """
                .formatted(Scratch.schema(runId)))) {
      new Parameters(connection, statement)
          .value(teamId)
          .value(productId)
          .uuids(identities)
          .value(runId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          firstRows.put(row.getObject(1, UUID.class), row.getLong(2));
        }
      }
    }
    return firstRows;
  }

  /** Those of them whom the product has, as it has them. */
  private Map<UUID, CustomerWork> before(Set<Place> places) throws SQLException {
    Set<UUID> ids = places.stream().map(Place::customerId).collect(Collectors.toSet());
    MergeTables product = new MergeTables(connection, json, teamId, productId);
    Set<UUID> existing = new HashSet<>();
    product.readValues(ids).forEach(value -> existing.add(value.customerId()));
    return product.lockedCustomers(existing);
  }

  private void put(List<Line> lines) throws SQLException {
    lines.sort(
        Comparator.<Line>comparingInt(line -> line.place().partition())
            .thenComparing(line -> line.place().outcome())
            .thenComparing(line -> line.place().customerId()));
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO dry_sample AS known
              (team_id, product_id, run_id, partition, outcome, customer_id, email_key, row_number,
               row_numbers, before, after)
            SELECT ?, ?, ?, partition, outcome, customer_id, email_key, row_number,
                   row_numbers::bigint[], before, after
              FROM unnest(?::int[], ?::text[], ?::uuid[], ?::text[], ?::bigint[], ?::text[],
                          ?::jsonb[], ?::jsonb[])
                   AS u (partition, outcome, customer_id, email_key, row_number, row_numbers,
                         before, after)
            ON CONFLICT (team_id, product_id, run_id, partition, outcome, customer_id) DO UPDATE
               SET row_numbers = (known.row_numbers || excluded.row_numbers)[1:%d],
                   after = excluded.after
            """
                .formatted(MOST_ROWS + 1))) {
      new Parameters(connection, statement)
          .value(teamId)
          .value(productId)
          .value(runId)
          .column("int4", lines, line -> line.place().partition())
          .column("text", lines, line -> line.place().outcome())
          .column("uuid", lines, line -> line.place().customerId())
          .column("text", lines, Line::emailKey)
          .longs(lines, Line::row)
          .column("text", lines, line -> numbers(line.rows()))
          .column("jsonb", lines, Line::before)
          .column("jsonb", lines, Line::after);
      statement.executeUpdate();
    }
  }

  private static String numbers(List<Long> rows) {
    return rows.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
