package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.RunMode;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What dry runs leave behind when things go wrong (A4). */
class DryRunsIT {
  private static final MergeHarness harness = new MergeHarness("kundenwert_customer_merge");

  private final ProductSettings product = harness.aProduct();

  @AfterAll
  static void close() {
    harness.close();
  }

  private MergeHarness.Feed aDryRun() {
    return harness.aRun(product, "Excel", AmountMeaning.NEW, RunMode.DRY);
  }

  private boolean hasTables(UUID runId) {
    return harness.number(
            "SELECT count(*) FROM pg_namespace WHERE nspname = ?", Scratch.schema(runId))
        > 0;
  }

  @Test
  void rowsWhoseTablesAreGoneOrOlderAreRejected() {
    MergeHarness.Feed lost = aDryRun();
    harness.merge(lost.row(aRow("a@example.de").spend(1).build()));
    assertThat(harness.counter(lost, "created")).isEqualTo(1);
    harness.dryRuns.end(lost.run.runId());
    harness.merge(lost.row(aRow("b@example.de").spend(1).build()));
    assertThat(harness.counter(lost, "rejected")).isEqualTo(1);

    MergeHarness.Feed older = aDryRun();
    harness.jdbc.sql("COMMENT ON SCHEMA " + Scratch.schema(older.run.runId()) + " IS '1'").update();
    MergeResult refused = harness.merge(older.row(aRow("c@example.de").spend(1).build()));
    assertThat(refused.rejections)
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.code()).isEqualTo("dry-run-lost"));
    assertThat(
            harness.number(
                "SELECT count(*) FROM customer WHERE product_id = ?", product.productId()))
        .as("nothing reached the customers")
        .isZero();
    harness.dryRuns.end(older.run.runId());
  }

  @Test
  void theSweepDropsWhatNobodyNeeds() {
    UUID ended = aDryRun().run.runId();
    UUID old = aDryRun().run.runId();
    UUID running = aDryRun().run.runId();
    UUID unknown = aDryRun().run.runId();
    harness.jdbc.sql("UPDATE run SET status = 'finished' WHERE run_id = ?").param(ended).update();
    harness
        .jdbc
        .sql("UPDATE run SET started_at = now() - interval '8 days' WHERE run_id = ?")
        .param(old)
        .update();
    harness.jdbc.sql("DELETE FROM run WHERE run_id = ?").param(unknown).update();
    // A run starts at the harness's time, which is long ago.
    harness.jdbc.sql("UPDATE run SET started_at = now() WHERE run_id = ?").param(running).update();
    harness.dryRuns.sweep();
    assertThat(hasTables(ended)).isFalse();
    assertThat(hasTables(old)).isFalse();
    assertThat(hasTables(unknown)).isFalse();
    assertThat(hasTables(running)).isTrue();
    harness.dryRuns.end(running);
  }
}
