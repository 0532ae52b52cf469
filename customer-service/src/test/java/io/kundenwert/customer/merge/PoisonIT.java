package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.product.ProductSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad rows are set aside, wherever they lie in a batch; their neighbours are merged. */
class PoisonIT {
  private static final int ROWS = 101;
  private static final MergeHarness harness = new MergeHarness("kundenwert_customer_poison");

  private final ProductSettings product = harness.aProduct();

  @AfterAll
  static void close() {
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100})
  void aRowThatTheDatabaseRefusesIsSetAside(int index) {
    // PostgreSQL takes no NUL character in a text.
    assertOneDead(index, aRow("p" + index + "@example.de").name("a\0b").spend(1), "unwritable-row");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100})
  void aRowThatIsNoneIsSetAside(int index) {
    assertOneDead(index, null, "unreadable-row");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100})
  void aRowWithAnImpossibleAddressIsSetAside(int index) {
    assertOneDead(index, aRow("x".repeat(321)).spend(1), "unreadable-row");
  }

  private void assertOneDead(
      int index, @org.jspecify.annotations.Nullable RowFixture poison, String code) {
    MergeHarness.Feed feed = harness.aRun(product);
    List<IncomingRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      IncomingRow good = feed.row(0, aRow("p" + i + "@example.de").name("N").spend(1).build());
      rows.add(
          i != index
              ? good
              : new IncomingRow(
                  good.run(),
                  good.partition(),
                  good.seq(),
                  good.number(),
                  new byte[] {7},
                  poison == null ? null : poison.build()));
    }
    MergeResult result = harness.merge(rows);

    assertThat(result.counts)
        .isEqualTo(Map.of(Outcome.Kind.CREATED, ROWS - 1, Outcome.Kind.DEAD, 1));
    assertThat(result.deadLetters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.row()).isEqualTo(index + 1L);
              assertThat(letter.code()).isEqualTo(code);
              assertThat(letter.value()).containsExactly(7);
            });
    assertThat(result.rejections)
        .as("whoever imports is told of the row")
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.row()).isEqualTo(index + 1L);
              assertThat(rejection.code()).isEqualTo("row-dead");
            });
    assertThat(harness.counter(feed, "seq")).isEqualTo(ROWS);
    assertThat(
            harness.number(
                "SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?",
                product.productId()))
        .isEqualTo(ROWS - 1);
    assertThat(
            harness.number(
                "SELECT count(*) FROM dead_row WHERE code = ? AND run_id = ?",
                code,
                feed.run.runId()))
        .isEqualTo(1);

    MergeResult again = harness.merge(rows);
    assertThat(again.rows()).isZero();
    assertThat(again.deadLetters).as("redelivery repeats the dead letter").hasSize(1);
    assertThat(again.rejections).isEqualTo(result.rejections);
    assertThat(MergeHarness.touched(again)).hasSize(ROWS - 1);
  }

  @Test
  void whatADeadRowBroughtIsForgottenAfterThirtyDays() {
    MergeHarness.Feed feed = harness.aRun(product);
    harness.merge(feed.row(0, aRow("a@example.de").name("\0").build()));
    forgetAt(MergeHarness.NOW.plus(Duration.ofDays(30)));
    assertThat(deadRows(feed)).isEqualTo(1);
    forgetAt(MergeHarness.NOW.plus(Duration.ofDays(30)).plusSeconds(1));
    assertThat(deadRows(feed)).isZero();
    assertThat(harness.counter(feed, "dead")).as("it stays counted").isEqualTo(1);
  }

  private void forgetAt(Instant now) {
    new DeadRowRetention(harness.jdbc, Clock.fixed(now, ZoneOffset.UTC)).forgetOld();
  }

  private long deadRows(MergeHarness.Feed feed) {
    return harness.number("SELECT count(*) FROM dead_row WHERE run_id = ?", feed.run.runId());
  }

  @Test
  void allRowsOfABatchMayBeBad() {
    MergeHarness.Feed feed = harness.aRun(product);
    MergeResult result =
        harness.merge(
            feed.row(0, aRow("a@example.de").name("\0").build()),
            feed.row(0, aRow("b@example.de").company("\0").build()),
            feed.row(0, aRow("c@example.de").custom(Map.of("k", "\0")).build()));
    assertThat(result.counts).isEqualTo(Map.of(Outcome.Kind.DEAD, 3));
    assertThat(
            harness.number(
                "SELECT count(*) FROM identity WHERE product_id = ?", product.productId()))
        .isZero();
  }

  @Test
  void goodEmptyMalformedDuplicateGoodAppliesTheGoodOnesOnce() {
    MergeHarness.Feed feed = harness.aRun(product);
    IncomingRow good = feed.row(0, aRow("a@example.de").spend(5).build());
    IncomingRow blank = feed.row(0, aRow("").build());
    IncomingRow malformed = feed.row(0, aRow("b@example.de").tags(List.of("\0")).build());
    IncomingRow last = feed.row(0, aRow("a@example.de").spend(5).build());
    harness.merge(good, blank, malformed, good, last);
    assertThat(harness.customer(product, "a@example.de")).containsEntry("gross", 10L);
    assertThat(harness.counter(feed, "created")).isEqualTo(1);
    assertThat(harness.counter(feed, "merged")).isEqualTo(1);
    assertThat(harness.counter(feed, "dead")).isEqualTo(2);
  }
}
