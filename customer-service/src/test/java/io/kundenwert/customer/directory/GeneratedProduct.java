package io.kundenwert.customer.directory;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.ProductsFixture;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A product whose customers are generated in the database: names that repeat, equal amounts,
 * missing payment dates, two sources, three imports. Always the same for the same number of
 * customers.
 */
public final class GeneratedProduct {
  public final UUID teamId;
  public final UUID productId = Ids.next();
  public final UUID excel = Ids.next();
  public final UUID shop = Ids.next();

  /** Brings everyone, from Excel. */
  public final UUID firstRun = Ids.next();

  /** Brings every third customer once more, from Excel. */
  public final UUID secondRun = Ids.next();

  /** Brings every seventh customer, from the shop. */
  public final UUID shopRun = Ids.next();

  private final JdbcClient jdbc;

  public GeneratedProduct(JdbcClient jdbc, UUID teamId) {
    this.jdbc = jdbc;
    this.teamId = teamId;
    ProductsFixture.known(
        jdbc,
        new ProductSettings(
            teamId,
            productId,
            1,
            "Kurse",
            "EUR",
            ZoneId.of("Europe/Berlin"),
            10_000,
            5_000,
            RankBy.GROSS,
            false));
    sourceAndRuns();
  }

  private void sourceAndRuns() {
    jdbc.sql(
            """
            INSERT INTO source (team_id, product_id, source_id, name, name_key, kind, created_at)
            VALUES (:team, :product, :excel, 'Excel', 'excel', 'file', '2026-01-01T10:00:00Z'),
                   (:team, :product, :shop, 'Shop', 'shop', 'file', '2026-02-01T10:00:00Z')
            """)
        .param("team", teamId)
        .param("product", productId)
        .param("excel", excel)
        .param("shop", shop)
        .update();
    run(firstRun, excel, 1, "kunden.csv");
    run(secondRun, excel, 2, "nachtrag.csv");
    run(shopRun, shop, 3, "shop.csv");
  }

  private void run(UUID runId, UUID sourceId, int originSeq, String fileName) {
    jdbc.sql(
            """
            INSERT INTO run (team_id, product_id, run_id, source_id, origin_seq, sha256, file_name,
                             amounts, mode, status, started_by, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'new', 'import', 'finished', ?, '2026-03-01T10:00:00Z')
            """)
        .params(
            teamId, productId, runId, sourceId, originSeq, runId.toString(), fileName, Ids.next())
        .update();
  }

  /** Adds so many customers; nobody finds them until the search is filled. */
  public GeneratedProduct with(int customers) {
    return with(customers, Duration.ofMillis(1));
  }

  /**
   * The same for customers who were first seen so far apart, from the beginning of 2026 in UTC on.
   */
  public GeneratedProduct with(int customers, Duration apart) {
    step("DROP TABLE IF EXISTS generated");
    step(
        """
        CREATE UNLOGGED TABLE generated AS
        SELECT i,
               -- Time-ordered, as the service makes them.
               (lpad(to_hex(1767225600000 + i::bigint * %3$d), 12, '0') || '7' || lpad(to_hex(i %% 4096), 3, '0')
                 || substr(md5(i::text || '%1$s'), 1, 16))::uuid AS id,
               'kunde' || i || '@' || (ARRAY['example.com', 'firma-nord.de', 'privat.example'])[1 + i %% 3] AS email,
               (ARRAY['Anna','Bernd','Clara','Dieter','Eva','Franz','Greta','Hans','Ines','Jan','Karl','Lena',
                 'Max','Nina','Otto','Paula','Quirin','Rita','Sven','Tina','Uwe','Vera','Willi'])[1 + (abs(hashint8(i + 1)::bigint) %% 23)::int]
                 || ' ' ||
               (ARRAY['Müller','Schmidt','Schneider','Fischer','Weber','Meyer','Wagner','Becker','Schulz',
                 'Hoffmann','Koch','Bauer','Richter','Klein','Wolf','Neumann','Schwarz','Zimmermann','Braun',
                 'Hofmann','Krüger','Hartmann','Lange','Werner','Krause','Lehmann','Schmid','Maier','Köhler',
                 'Herrmann'])[1 + (abs(hashint8(i + 2)::bigint) %% 30)::int]
                 || CASE WHEN i %% 4 = 0 THEN '' ELSE ' ' || i %% 5000 END AS name,
               (abs(hashint8(i)::bigint) %% 200000)::bigint AS amount,
               CASE WHEN abs(hashint8(i + 3)::bigint) %% 5 = 0 THEN NULL
                    ELSE date '2024-01-01' + (abs(hashint8(i + 7)::bigint) %% 600)::int END AS first_on,
               1 + (abs(hashint8(i + 9)::bigint) %% 30)::int AS months
          FROM generate_series(1, %2$d) AS i
        """
            .formatted(productId, customers, apart.toMillis()));
    step(
        """
        INSERT INTO identity (team_id, product_id, email_key, identity_id, customer_id)
        SELECT '%1$s', '%2$s', g.email, g.id, g.id FROM generated g ORDER BY g.email
        """);
    step(
        """
        INSERT INTO contribution
          (team_id, product_id, identity_id, source_id, run_id, external_id, origin_seq, totals,
           counted, currency, gross, refunded, payments, first_on, last_on, first_row, last_row,
           fields)
        SELECT '%1$s', '%2$s', g.id, c.source_id, c.run_id, '', c.origin_seq, false, true, 'EUR',
               g.amount * c.weight, CASE WHEN g.i %% 6 = 0 THEN g.amount / 4 ELSE 0 END, c.weight,
               g.first_on, g.first_on + 30 * g.months, g.i, g.i,
               jsonb_build_object('name', g.name)
          FROM (VALUES ('%3$s'::uuid, '%4$s'::uuid, 1, 2, 1), ('%3$s', '%5$s', 2, 1, 3),
                       ('%6$s', '%7$s', 3, 3, 7)) AS c(source_id, run_id, origin_seq, weight, each)
          JOIN generated g ON g.i %% c.each = 0
         ORDER BY c.origin_seq, g.id
        """);
    step(
        """
        INSERT INTO customer
          (team_id, product_id, customer_id, email_key, email, name, sort_name, company, country,
           tags, created_at)
        SELECT '%1$s', '%2$s', g.id, g.email, g.email, g.name,
               translate(lower(g.name), 'äöü', 'aou'), NULL, 'DE', '{}',
               (to_timestamp(('x' || left(translate(g.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0))
          FROM generated g ORDER BY g.id
        """);
    step(
        """
        INSERT INTO customer_value
          (team_id, product_id, customer_id, currency, gross, refunded, net, payments, first_on,
           last_on, monthly, priority, field_seq, version)
        SELECT '%1$s', '%2$s', g.id, 'EUR', t.gross, t.refunded, t.gross - t.refunded, t.payments,
               g.first_on, g.first_on + 30 * g.months,
               CASE WHEN g.first_on IS NULL THEN NULL ELSE round(t.gross / g.months::numeric) END,
               CASE WHEN g.first_on IS NULL THEN 'low'
                    WHEN t.gross >= 10000 * g.months THEN 'high'
                    WHEN t.gross >= 5000 * g.months THEN 'medium' ELSE 'low' END,
               1, nextval('state_version')
          FROM generated g
          JOIN (SELECT identity_id, sum(gross) AS gross, sum(refunded) AS refunded,
                       sum(payments) AS payments
                  FROM contribution
                 WHERE team_id = '%1$s' AND product_id = '%2$s' GROUP BY identity_id) t
            ON t.identity_id = g.id
         ORDER BY g.id
        """);
    step("DROP TABLE generated");
    return this;
  }

  /** The customer who was generated with a number, by their first address. */
  public UUID customer(int number) {
    return jdbc.sql("SELECT customer_id FROM customer WHERE product_id = ? AND email_key LIKE ?")
        .params(productId, "kunde" + number + "@%")
        .query(UUID.class)
        .single();
  }

  private void step(String sql) {
    jdbc.sql(
            sql.contains("generate_series")
                ? sql
                : sql.formatted(teamId, productId, excel, firstRun, secondRun, shop, shopRun))
        .update();
  }
}
