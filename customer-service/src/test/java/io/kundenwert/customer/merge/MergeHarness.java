package io.kundenwert.customer.merge;

import com.zaxxer.hikari.HikariDataSource;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.ProductsFixture;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.events.RunMode;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.Engines;
import io.namastack.outbox.Outbox;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The merge on a real database, without Kafka: batches go in, results come out. */
final class MergeHarness implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-15T10:00:00Z");
  static final UUID USER = Ids.next();

  final HikariDataSource dataSource = new HikariDataSource();
  final JdbcClient jdbc;
  final BatchMerge merge;
  final Runs runs;
  final DryRuns dryRuns;
  final Suppressions suppressions = new Suppressions("test");
  private final RunRemovals removals;
  private final CustomerEdits edits;
  private final CustomerMerges merges;
  private final AtomicLong offsets = new AtomicLong();

  MergeHarness(String database) {
    dataSource.setJdbcUrl(Engines.jdbcUrl(database));
    dataSource.setMaximumPoolSize(8);
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/support", "classpath:db/migration/customer-service")
        .load()
        .migrate();
    jdbc = JdbcClient.create(dataSource);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    merge =
        new BatchMerge(
            new JdbcTemplate(dataSource),
            new DataSourceTransactionManager(dataSource),
            ProductsFixture.products(jdbc),
            new FieldsJson(JsonMapper.shared()),
            suppressions,
            clock);
    dryRuns = new DryRuns(jdbc);
    runs = new Runs(jdbc, new Origins(jdbc), dryRuns, clock);
    // Hints are another test's matter.
    TouchedOutbox hints =
        new TouchedOutbox(
            (Outbox)
                Proxy.newProxyInstance(
                    Outbox.class.getClassLoader(),
                    new Class<?>[] {Outbox.class},
                    (proxy, method, arguments) -> null));
    CustomerChanges changes =
        new CustomerChanges(
            jdbc,
            new JdbcTemplate(dataSource),
            new DataSourceTransactionManager(dataSource),
            ProductsFixture.products(jdbc),
            hints,
            new FieldsJson(JsonMapper.shared()),
            clock);
    edits =
        new CustomerEdits(
            jdbc, changes, new Origins(jdbc), suppressions, JsonMapper.shared(), clock);
    merges = new CustomerMerges(jdbc, changes, hints, clock);
    removals =
        new RunRemovals(new JdbcTemplate(dataSource), new FieldsJson(JsonMapper.shared()), clock);
  }

  /** Takes a run out of its customers, some at a time; what that did. */
  RunRemovals.Removed undo(ProductSettings product, Feed feed, int chunk) {
    RunRemovals.Removed sum = RunRemovals.Removed.NOTHING;
    Set<UUID> failed = new HashSet<>();
    while (true) {
      List<UUID> left =
          jdbc
              .sql(
                  """
                  SELECT identity_id FROM contribution
                   WHERE run_id = ? AND external_id = '' ORDER BY identity_id
                  """)
              .param(feed.run.runId())
              .query(UUID.class)
              .list()
              .stream()
              .filter(id -> !failed.contains(id))
              .limit(chunk)
              .toList();
      if (left.isEmpty()) {
        return sum;
      }
      RunRemovals.Removed more;
      try {
        more =
            transaction()
                .execute(
                    status ->
                        removals.remove(
                            product,
                            feed.run.runId(),
                            feed.run.sourceId(),
                            left,
                            (identity, code) -> failed.add(identity)));
      } catch (RaceLostException | ConcurrencyFailureException race) {
        continue;
      }
      sum = more == null ? sum : sum.plus(more);
    }
  }

  /** A person's edit; the place that it got in the order of origins. */
  long edit(ProductSettings product, String email, Map<String, Object> fields) {
    edits.setFields(edit(product, email), fields);
    return number("SELECT last FROM origin_sequence WHERE team_id = ?", product.teamId());
  }

  void mergeCustomers(ProductSettings product, String into, String other) {
    merges.merge(edit(product, into), customerId(product, other));
  }

  void part(ProductSettings product, String from, String merged) {
    UUID mergedId =
        jdbc.sql("SELECT merged_id FROM customer_merge WHERE product_id = ? AND email_key = ?")
            .params(product.productId(), merged)
            .query(UUID.class)
            .single();
    merges.part(edit(product, from), mergedId);
  }

  private Edit edit(ProductSettings product, String email) {
    return new Edit(USER, product.teamId(), product.productId(), customerId(product, email));
  }

  /** Changes with whatever is written to a product's customers. */
  String fingerprint(ProductSettings product) {
    StringBuilder all = new StringBuilder();
    for (String table : Scratch.TABLES) {
      all.append(
          jdbc.sql(
                  "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM "
                      + table
                      + " t WHERE product_id = ?")
              .param(product.productId())
              .query(String.class)
              .single());
    }
    return all.toString();
  }

  /** Gross amounts of a run by currency, as its counters have them. */
  String gross(Feed feed) {
    return jdbc.sql(
            """
            SELECT coalesce(jsonb_object_agg(key, sum)::text, '') FROM (
              SELECT g.key, sum(g.value::bigint) AS sum
                FROM mark m, jsonb_each_text(m.gross) g WHERE m.run_id = ? GROUP BY 1 ORDER BY 1) x
            """)
        .param(feed.run.runId())
        .query(String.class)
        .single();
  }

  private TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** What taking a run out would do. */
  RunRemovals.Removed look(ProductSettings product, Feed feed) {
    List<UUID> identities =
        jdbc.sql("SELECT identity_id FROM contribution WHERE run_id = ? AND external_id = ''")
            .param(feed.run.runId())
            .query(UUID.class)
            .list();
    RunRemovals.Removed removed =
        transaction()
            .execute(
                status ->
                    removals.look(product, feed.run.runId(), feed.run.sourceId(), identities));
    return removed == null ? RunRemovals.Removed.NOTHING : removed;
  }

  ProductSettings aProduct() {
    return ProductsFixture.known(
        jdbc,
        new ProductSettings(
            Ids.next(),
            Ids.next(),
            1,
            "Kurse",
            "EUR",
            ZoneId.of("Europe/Berlin"),
            10_000,
            5_000,
            RankBy.GROSS,
            false));
  }

  /** A registered run with its own counters of sequence numbers. */
  Feed aRun(ProductSettings product) {
    return aRun(product, "Excel", AmountMeaning.NEW);
  }

  Feed aRun(ProductSettings product, String source, AmountMeaning amounts) {
    return aRun(product, source, amounts, RunMode.IMPORT);
  }

  Feed aRun(ProductSettings product, String source, AmountMeaning amounts, RunMode mode) {
    return aRun(product, source, amounts, mode, Ids.next(), null);
  }

  /** A dry run that may be looked at. */
  Feed aDryRun(ProductSettings product, UUID importId, String source, AmountMeaning amounts) {
    Instant forNow = Instant.parse("9999-01-01T00:00:00Z");
    return aRun(product, source, amounts, RunMode.DRY, Ids.next(), new Runs.Kept(importId, forNow));
  }

  Feed aRun(
      ProductSettings product,
      String source,
      AmountMeaning amounts,
      RunMode mode,
      UUID runId,
      Runs.@Nullable Kept kept) {
    Runs.Answer answer =
        runs.register(
            new Runs.Registration(
                product.teamId(),
                product.productId(),
                runId,
                source,
                runId.toString(),
                "kunden.csv",
                null,
                amounts,
                mode,
                USER,
                false,
                List.of(),
                null,
                kept));
    Runs.Registered registered = (Runs.Registered) answer;
    return new Feed(
        new RunDescriptor(
            runId,
            product.teamId(),
            product.productId(),
            registered.sourceId(),
            registered.originSeq(),
            amounts,
            mode));
  }

  /** The customers for whom a batch sends hints. */
  static Set<UUID> touched(MergeResult result) {
    Set<UUID> customers = new HashSet<>();
    result.touched.values().forEach(customers::addAll);
    return customers;
  }

  /** The rows of a run as its publisher numbers them. */
  static final class Feed {
    final RunDescriptor run;
    private final Map<Integer, Long> seqs = new HashMap<>();
    private long number;

    Feed(RunDescriptor run) {
      this.run = run;
    }

    IncomingRow row(ImportedRow row) {
      return row(ImportedRow.partition(run.productId(), row.emailKey(), 3), row);
    }

    IncomingRow row(int partition, ImportedRow row) {
      return new IncomingRow(
          run, partition, seqs.merge(partition, 1L, Long::sum), ++number, new byte[0], row);
    }

    List<IncomingRow> rows(List<ImportedRow> rows) {
      List<IncomingRow> numbered = new ArrayList<>();
      rows.forEach(row -> numbered.add(row(row)));
      return numbered;
    }
  }

  RowBatch batch(IncomingRow... rows) {
    return batch(Arrays.asList(rows));
  }

  RowBatch batch(List<IncomingRow> rows) {
    Map<Integer, Long> next = new HashMap<>();
    rows.forEach(row -> next.put(row.partition(), offsets.incrementAndGet()));
    return new RowBatch("import.rows.v1", rows, next);
  }

  MergeResult merge(IncomingRow... rows) {
    return merge.merge(batch(rows));
  }

  MergeResult merge(List<IncomingRow> rows) {
    return merge.merge(batch(rows));
  }

  <T> T inTransaction(Supplier<T> action) {
    T result =
        new TransactionTemplate(new DataSourceTransactionManager(dataSource))
            .execute(status -> action.get());
    if (result == null) {
      throw new IllegalStateException("No result");
    }
    return result;
  }

  /** A customer with its value; fails if there is none. */
  Map<String, Object> customer(ProductSettings product, String emailKey) {
    return jdbc.sql(
            """
            SELECT c.*, v.* FROM identity i
              JOIN customer c USING (team_id, product_id, customer_id)
              JOIN customer_value v USING (team_id, product_id, customer_id)
             WHERE i.product_id = ? AND i.email_key = ?
            """)
        .params(product.productId(), emailKey)
        .query()
        .singleRow();
  }

  UUID customerId(ProductSettings product, String emailKey) {
    return jdbc.sql("SELECT customer_id FROM identity WHERE product_id = ? AND email_key = ?")
        .params(product.productId(), emailKey)
        .query(UUID.class)
        .single();
  }

  long number(String sql, Object... params) {
    return jdbc.sql(sql).params(params).query(Long.class).single();
  }

  /** The sum of a counter over the partitions of a run. */
  long counter(Feed feed, String counter) {
    return number(
        "SELECT COALESCE(sum(" + counter + "), 0) FROM mark WHERE run_id = ?", feed.run.runId());
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
