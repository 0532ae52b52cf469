package io.kundenwert.customer.merge;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Gives the planner statistics while the tables are young: until autovacuum comes by it takes full
 * tables for empty ones and reads them from end to end.
 */
@Component
class YoungTables {
  private static final Logger log = LoggerFactory.getLogger(YoungTables.class);
  private static final List<String> TABLES =
      List.of("identity", "customer_value", "customer", "contribution", "mark");

  /** After so many rows, if the tables were thought to have fewer. */
  private static final long[] THRESHOLDS = {1_000, 10_000, 100_000};

  private final JdbcTemplate jdbc;
  private final AtomicLong rows = new AtomicLong();

  YoungTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void analyzeAfter(int merged) {
    long after = rows.addAndGet(merged);
    long before = after - merged;
    for (long threshold : THRESHOLDS) {
      if (before < threshold && after >= threshold) {
        analyze(threshold);
      }
    }
  }

  private void analyze(long threshold) {
    try {
      Double known =
          jdbc.queryForObject(
              "SELECT reltuples FROM pg_class WHERE oid = 'customer_value'::regclass",
              Double.class);
      if (known == null || known < threshold) {
        for (String table : TABLES) {
          jdbc.execute("ANALYZE " + table);
        }
      }
    } catch (DataAccessException failure) {
      // The rows are merged and announced: slower plans are no reason to read them again.
      log.warn("Tables were not analyzed: {}", failure.getMessage());
    }
  }
}
