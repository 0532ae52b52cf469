package io.kundenwert.customer.merge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where a dry run merges (A4): tables of its own, shaped like those of the customers, in a schema
 * that is dropped at its end. Whoever a batch concerns is copied there first; then the schema
 * stands before the real one on the search path, and the merge is the same to the letter.
 */
final class Scratch {
  private static final String PREFIX = "dry_";

  /** Which migration gave the tables their shape; kept as the comment of the schema. */
  static final String SHAPE = "SELECT max(installed_rank)::text FROM public.flyway_schema_history";

  /** The tables that a merge writes. */
  static final List<String> TABLES =
      List.of("identity", "customer", "customer_value", "contribution", "manual_field");

  private final Connection connection;
  private final String schema;
  private final UUID teamId;
  private final UUID productId;

  Scratch(Connection connection, UUID runId, UUID teamId, UUID productId) {
    this.connection = connection;
    this.schema = schema(runId);
    this.teamId = teamId;
    this.productId = productId;
  }

  /** The schema of a dry run: letters, digits and underscores only. */
  static String schema(UUID runId) {
    return PREFIX + runId.toString().replace('-', '_');
  }

  /** What is done while the scratch tables stand in for the real ones. */
  interface Work {
    void run() throws SQLException;
  }

  /**
   * Copies whom rows concern, unless they were copied before, and merges there. Rows of a dry run
   * whose tables are gone, or older than the service, are refused.
   */
  void merge(List<PendingRow> rows, Work merge) throws SQLException {
    if (!isUsable()) {
      rows.forEach(row -> row.outcome = Outcome.rejected("dry-run-lost"));
      return;
    }
    copy(rows);
    String before = searchPath();
    setSearchPath(schema + ", " + before);
    merge.run();
    setSearchPath(before);
  }

  private boolean isUsable() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT obj_description(to_regnamespace(?), 'pg_namespace') = ("
                + SHAPE
                + ") IS TRUE")) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private void copy(List<PendingRow> rows) throws SQLException {
    Set<String> emailKeys = new HashSet<>();
    Set<UUID> sources = new HashSet<>();
    Set<String> externalIds = new HashSet<>();
    for (PendingRow row : rows) {
      emailKeys.add(row.row.emailKey());
      if (row.row.payment() != null) {
        sources.add(row.incoming.run().sourceId());
        externalIds.add(row.row.payment().transactionId());
      }
    }
    Set<UUID> concerned =
        new HashSet<>(
            ids(
                "SELECT customer_id FROM public.identity"
                    + " WHERE team_id = ? AND product_id = ? AND email_key = ANY(?)",
                p -> p.value(teamId).value(productId).texts(emailKeys)));
    if (!externalIds.isEmpty()) {
      concerned.addAll(customersOf(holders(sources, externalIds)));
    }
    List<UUID> copied =
        ids(
            "SELECT customer_id FROM "
                + schema
                + ".customer_value"
                + " WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)",
            p -> p.value(teamId).value(productId).uuids(concerned));
    copied.forEach(concerned::remove);
    copyIdentities(emailKeys);
    if (!concerned.isEmpty()) {
      copyCustomers(concerned);
    }
  }

  private List<UUID> holders(Set<UUID> sources, Set<String> externalIds) throws SQLException {
    String half =
        "SELECT identity_id FROM public.contribution WHERE product_id = ? AND source_id = ANY(?)"
            + " AND external_id = ANY(?) AND external_id <> '' AND ";
    return ids(
        half + "counted UNION ALL " + half + "NOT counted",
        p ->
            p.value(productId)
                .uuids(sources)
                .texts(externalIds)
                .value(productId)
                .uuids(sources)
                .texts(externalIds));
  }

  private Set<UUID> customersOf(Collection<UUID> identities) throws SQLException {
    Set<UUID> customers = new HashSet<>(identities);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT identity_id, customer_id FROM public.identity"
                + " WHERE identity_id = ANY(?) AND identity_id <> customer_id")) {
      new Parameters(connection, statement).uuids(identities);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          customers.remove(row.getObject(1, UUID.class));
          customers.add(row.getObject(2, UUID.class));
        }
      }
    }
    return customers;
  }

  private void copyIdentities(Collection<String> emailKeys) throws SQLException {
    insert(
        "identity",
        "WHERE team_id = ? AND product_id = ? AND email_key = ANY(?)",
        p -> p.value(teamId).value(productId).texts(emailKeys));
  }

  private void copyCustomers(Set<UUID> customers) throws SQLException {
    List<UUID> identities = new ArrayList<>(customers);
    identities.addAll(
        ids(
            "SELECT identity_id FROM public.identity"
                + " WHERE customer_id = ANY(?) AND identity_id <> customer_id",
            p -> p.uuids(customers)));
    insert(
        "identity",
        "WHERE customer_id = ANY(?) AND identity_id <> customer_id",
        p -> p.uuids(customers));
    insert(
        "identity",
        """
        WHERE team_id = ? AND product_id = ? AND email_key = ANY(ARRAY(
              SELECT c.email_key FROM public.customer c
               WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ANY(?)))
        """,
        p -> p.value(teamId).value(productId).value(teamId).value(productId).uuids(customers));
    for (String table : List.of("customer", "customer_value", "manual_field")) {
      insert(
          table,
          "WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)",
          p -> p.value(teamId).value(productId).uuids(customers));
    }
    insert(
        "contribution",
        "WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?)",
        p -> p.value(teamId).value(productId).uuids(identities));
  }

  /** What is there already stays: the dry run has gone on with it. */
  private void insert(String table, String where, Setter parameters) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO "
                + schema
                + "."
                + table
                + " SELECT * FROM public."
                + table
                + " "
                + where
                + " ON CONFLICT DO NOTHING")) {
      parameters.set(new Parameters(connection, statement));
      statement.executeUpdate();
    }
  }

  private interface Setter {
    void set(Parameters parameters) throws SQLException;
  }

  private List<UUID> ids(String sql, Setter parameters) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(new Parameters(connection, statement));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ids.add(row.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  private String searchPath() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT current_setting('search_path')");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** For the rest of the transaction at most. */
  private void setSearchPath(String path) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', ?, true)")) {
      statement.setString(1, path);
      statement.execute();
    }
  }
}
