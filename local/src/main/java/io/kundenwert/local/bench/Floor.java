package io.kundenwert.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * What PostgreSQL alone needs: one connection copies the finished values of the same rows into a
 * temporary table and merges them with set-based statements into the customer service's own tables
 * with all their indexes. No reading of a file, no broker, no second process: nothing that does the
 * same work can need less on this server.
 */
final class Floor {
  private static final String DATABASE = "kundenwert_floor";

  private final String url;
  private final String user;
  private final String password;

  /**
   * The database is made anew.
   *
   * @param server JDBC URL of the server, up to and with the slash before the database
   */
  Floor(String server, String user, String password) throws SQLException {
    this.url = server + DATABASE;
    this.user = user;
    this.password = password;
    try (Connection admin = DriverManager.getConnection(server + "postgres", user, password);
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + DATABASE);
      statement.execute("CREATE DATABASE " + DATABASE);
    }
    Flyway.configure()
        .dataSource(url, user, password)
        .locations("classpath:db/migration/support", "classpath:db/migration/customer-service")
        .load()
        .migrate();
  }

  /** Loads and merges a file's rows; the time from the first byte to the commit. */
  Duration merge(CustomersFile file) throws SQLException, IOException {
    UUID run = UUID.randomUUID();
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
      if (file.second()) {
        statement.execute("ANALYZE");
      }
      statement.execute("SET work_mem = '256MB'");
      connection.setAutoCommit(false);
      long started = System.nanoTime();
      copy(connection, file);
      for (String step : STEPS) {
        try (PreparedStatement prepared = connection.prepareStatement(step)) {
          for (int i = 1; i <= prepared.getParameterMetaData().getParameterCount(); i++) {
            prepared.setObject(i, run);
          }
          prepared.execute();
        }
      }
      connection.commit();
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }

  /** Sum of all net values, to be compared with the product's. */
  long net() throws SQLException {
    return net(url, user, password, new UUID(0, 1).toString());
  }

  /** Sum of a product's net values in a database with the customer service's tables. */
  static long net(String url, String user, String password, String product) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT sum(net) FROM customer_value WHERE product_id = ?::uuid")) {
      statement.setString(1, product);
      try (ResultSet sum = statement.executeQuery()) {
        sum.next();
        return sum.getLong(1);
      }
    }
  }

  private static void copy(Connection connection, CustomersFile file)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMPORARY TABLE raw (
            row_number bigint, email text, name text, company text, gross bigint, refunded bigint,
            payments bigint, first_on date, last_on date) ON COMMIT DROP
          """);
    }
    StringBuilder line = new StringBuilder(200);
    try (OutputStream out =
        new BufferedOutputStream(
            new PGCopyOutputStream(
                connection.unwrap(PGConnection.class), "COPY raw FROM STDIN", 1 << 16),
            1 << 16)) {
      file.forEach(
          row -> {
            line.setLength(0);
            line.append(row.number()).append('\t').append(row.email()).append('\t');
            line.append(row.name()).append('\t').append(row.company()).append('\t');
            line.append(row.gross()).append('\t').append(row.refunded()).append('\t');
            line.append(row.payments()).append('\t').append(row.first()).append('\t');
            line.append(row.last()).append('\n');
            out.write(line.toString().getBytes(UTF_8));
          });
    }
  }

  private static final String[] STEPS = {
    """
    CREATE TEMPORARY TABLE folded ON COMMIT DROP AS
    SELECT email, max(name) AS name, max(company) AS company, sum(gross)::bigint AS gross,
           sum(refunded)::bigint AS refunded, sum(payments)::bigint AS payments,
           min(first_on) AS first_on, max(last_on) AS last_on,
           min(row_number) AS first_row, max(row_number) AS last_row
      FROM raw GROUP BY email
    """,
    "ANALYZE folded",
    """
    INSERT INTO identity (team_id, product_id, email_key, identity_id, customer_id)
    SELECT '%1$s', '%1$s', email, id, id FROM (SELECT email, uuidv7() AS id FROM folded) f
    ON CONFLICT DO NOTHING
    """
        .formatted(new UUID(0, 1)),
    """
    CREATE TEMPORARY TABLE known ON COMMIT DROP AS
    SELECT f.*, i.identity_id, i.customer_id FROM folded f
      JOIN identity i ON i.team_id = '%1$s' AND i.product_id = '%1$s' AND i.email_key = f.email
    """
        .formatted(new UUID(0, 1)),
    "ANALYZE known",
    """
    INSERT INTO contribution (team_id, product_id, identity_id, source_id, run_id, external_id,
      origin_seq, totals, counted, currency, gross, refunded, payments, first_on, last_on,
      first_row, last_row, fields)
    SELECT '%1$s', '%1$s', identity_id, '%1$s', ?, '', 1, false, true, 'EUR', gross, refunded,
           payments, first_on, last_on, first_row, last_row,
           jsonb_build_object('email', email, 'name', name, 'company', company)
      FROM known
    """
        .formatted(new UUID(0, 1)),
    """
    INSERT INTO customer (team_id, product_id, customer_id, email_key, email, name, sort_name,
      company, created_at)
    SELECT '%1$s', '%1$s', customer_id, email, email, name, lower(name), company, now()
      FROM known k
     WHERE NOT EXISTS (SELECT FROM customer c
                        WHERE c.team_id = '%1$s' AND c.product_id = '%1$s'
                          AND c.customer_id = k.customer_id AND c.name = k.name
                          AND c.company = k.company)
    ON CONFLICT (team_id, product_id, customer_id)
    DO UPDATE SET name = excluded.name, sort_name = excluded.sort_name, company = excluded.company
    """
        .formatted(new UUID(0, 1)),
    """
    INSERT INTO customer_value AS v (team_id, product_id, customer_id, currency, gross, refunded,
      net, payments, first_on, last_on, monthly, priority, revalue_on, field_seq, version)
    SELECT '%1$s', '%1$s', customer_id, 'EUR', gross, refunded, gross - refunded, payments,
           first_on, last_on, gross / months,
           CASE WHEN gross >= 10000 * months THEN 'high' WHEN gross >= 5000 * months THEN 'medium'
                ELSE 'low' END,
           current_date + 30, 1, nextval('state_version')
      FROM (SELECT *, greatest(1, (current_date - first_on) / 30) AS months FROM known) k
    ON CONFLICT (team_id, product_id, customer_id)
    DO UPDATE SET gross = v.gross + excluded.gross, refunded = v.refunded + excluded.refunded,
      net = v.net + excluded.net, payments = v.payments + excluded.payments,
      first_on = least(v.first_on, excluded.first_on),
      last_on = greatest(v.last_on, excluded.last_on),
      monthly = (v.gross + excluded.gross)
        / greatest(1, (current_date - least(v.first_on, excluded.first_on)) / 30),
      priority = excluded.priority, revalue_on = excluded.revalue_on,
      field_seq = v.field_seq + 1, version = excluded.version
    """
        .formatted(new UUID(0, 1)),
  };
}
