package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.RepublishRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MergeIT {
  private static final MergeHarness harness = new MergeHarness("kundenwert_customer_merge");

  private final ProductSettings product = harness.aProduct();

  @AfterAll
  static void close() {
    harness.close();
  }

  @Test
  void whoLostAPaymentIsToldOfAgainWhenTheRowComesAgain() {
    LocalDate day = LocalDate.of(2026, 1, 1);
    MergeHarness.Feed first = harness.aRun(product);
    harness.merge(
        List.of(first.row(aRow("a@example.de").name("A").payment("t1", 10, 0, day).build())));
    MergeHarness.Feed second = harness.aRun(product);
    List<IncomingRow> taken =
        List.of(second.row(aRow("b@example.de").name("B").payment("t1", 10, 0, day).build()));
    Set<UUID> both =
        Set.of(harness.customerId(product, "a@example.de"), mergedId(taken, "b@example.de"));
    assertThat(MergeHarness.touched(harness.merge(taken))).isEqualTo(both);
  }

  private UUID mergedId(List<IncomingRow> rows, String email) {
    harness.merge(rows);
    return harness.customerId(product, email);
  }

  @Test
  void anotherSourceIsToldOfAlsoWhereNothingElseChanges() {
    MergeHarness.Feed first = harness.aRun(product);
    harness.merge(List.of(first.row(aRow("a@example.de").name("A").build())));
    MergeHarness.Feed other = harness.aRun(product, "Newsletter", AmountMeaning.NEW);
    MergeResult result = harness.merge(List.of(other.row(aRow("a@example.de").name("A").build())));
    assertThat(harness.counter(other, "unchanged")).isEqualTo(1);
    assertThat(MergeHarness.touched(result))
        .containsExactly(harness.customerId(product, "a@example.de"));
  }

  @Test
  void anArchivedCustomerComesBackWhenItReachesTheThreshold() {
    MergeHarness.Feed first = harness.aRun(product);
    harness.merge(
        List.of(
            first.row(aRow("a@example.de").name("A").spend(400).build()),
            first.row(aRow("b@example.de").name("B").spend(400).refunded(100L).build())));
    harness
        .jdbc
        .sql(
            """
            UPDATE customer_value
               SET archived_reason = 'cleanup', archived_until = now(), archived_below = 1000,
                   archived_by = CASE refunded WHEN 0 THEN 'gross' ELSE 'net' END
             WHERE product_id = ?
            """)
        .param(product.productId())
        .update();
    MergeHarness.Feed second = harness.aRun(product);
    harness.merge(
        List.of(
            second.row(aRow("a@example.de").spend(599).build()),
            second.row(aRow("b@example.de").spend(699).build())));
    assertThat(archived()).isEqualTo(2);
    MergeHarness.Feed third = harness.aRun(product);
    harness.merge(
        List.of(
            third.row(aRow("a@example.de").spend(1).build()),
            third.row(aRow("b@example.de").spend(1).build())));
    assertThat(archived()).as("gross 1000, net 1000").isZero();
  }

  private long archived() {
    return harness.number(
        """
        SELECT count(*) FROM customer_value
         WHERE product_id = ? AND archived_reason IS NOT NULL AND archived_until IS NOT NULL
        """,
        product.productId());
  }

  @Test
  void makesACustomerOfARow() {
    MergeHarness.Feed feed = harness.aRun(product);
    MergeResult result =
        harness.merge(
            feed.row(
                aRow("müller@example.de")
                    .writtenAs("Müller@Example.de")
                    .name("Jürgen Groß")
                    .company("Groß GmbH")
                    .tags(List.of("vip", "a \"quoted\\\" one"))
                    .custom(Map.of("size", "10"))
                    .spend(120_000)
                    .refunded(2_000L)
                    .payments(3)
                    .first(LocalDate.of(2026, 1, 15))
                    .last(LocalDate.of(2026, 3, 1))
                    .build()));

    Map<String, Object> customer = harness.customer(product, "müller@example.de");
    assertThat(customer)
        .containsEntry("email", "Müller@Example.de")
        .containsEntry("name", "Jürgen Groß")
        .containsEntry("sort_name", "jurgen gross")
        .containsEntry("company", "Groß GmbH")
        .containsEntry("gross", 120_000L)
        .containsEntry("refunded", 2_000L)
        .containsEntry("net", 118_000L)
        .containsEntry("payments", 3L)
        .containsEntry("monthly", 60_000L)
        .containsEntry("priority", "high")
        .containsEntry("revalue_on", java.sql.Date.valueOf("2026-03-16"))
        .containsEntry("field_seq", feed.run.originSeq());
    assertThat(tags("müller@example.de")).containsExactly("vip", "a \"quoted\\\" one");
    assertThat(customer.get("custom")).hasToString("{\"size\": \"10\"}");
    assertThat(result.counts).isEqualTo(Map.of(Outcome.Kind.CREATED, 1));
    assertThat(MergeHarness.touched(result)).hasSize(1);
    assertThat(result.progress)
        .singleElement()
        .satisfies(
            progress -> {
              assertThat(progress.created()).isEqualTo(1);
              assertThat(progress.seq()).isEqualTo(1);
              assertThat(progress.grossByCurrency()).isEqualTo(Map.of("EUR", 120_000L));
            });
  }

  @Test
  void countsARowOnceHoweverOftenItComes() {
    MergeHarness.Feed feed = harness.aRun(product);
    IncomingRow first = feed.row(0, aRow("a@example.de").spend(100).build());
    IncomingRow second = feed.row(0, aRow("a@example.de").spend(50).build());
    harness.merge(first);
    MergeResult again = harness.merge(first, second);
    MergeResult last = harness.merge(first, second);

    assertThat(harness.customer(product, "a@example.de")).containsEntry("gross", 150L);
    assertThat(again.duplicates).isEqualTo(1);
    assertThat(again.counts).isEqualTo(Map.of(Outcome.Kind.MERGED, 1));
    assertThat(last.rows()).isZero();
    assertThat(MergeHarness.touched(last)).as("hints are repeated for duplicates").hasSize(1);
    assertThat(last.progress).singleElement().extracting(MergeProgress::revision).isEqualTo(2L);
  }

  @Test
  void mergesNothingBeyondAGapAndAsksForTheMissingRows() {
    MergeHarness.Feed feed = harness.aRun(product);
    IncomingRow one = feed.row(0, aRow("a@example.de").spend(1).build());
    IncomingRow two = feed.row(0, aRow("b@example.de").spend(2).build());
    IncomingRow three = feed.row(0, aRow("c@example.de").spend(4).build());
    MergeResult gap = harness.merge(one, three);

    assertThat(gap.gaps)
        .containsExactly(new RepublishRequest(feed.run.runId(), feed.run.teamId(), 0, 2));
    assertThat(harness.counter(feed, "seq")).isEqualTo(1);
    assertThat(
            harness.number(
                "SELECT count(*) FROM customer WHERE product_id = ?", product.productId()))
        .isEqualTo(1);

    MergeResult healed = harness.merge(two, three);
    assertThat(healed.gaps).isEmpty();
    assertThat(harness.counter(feed, "created")).isEqualTo(3);
  }

  @Test
  void countsUpdatedUnchangedAndMergedRowsTheSameHoweverTheyAreBatched() {
    MergeHarness.Feed seed = harness.aRun(product);
    harness.merge(
        seed.row(0, aRow("a@example.de").name("A").build()),
        seed.row(0, aRow("b@example.de").name("B").build()));

    MergeHarness.Feed inOne = harness.aRun(product);
    harness.merge(
        inOne.row(0, aRow("a@example.de").name("A").build()),
        inOne.row(0, aRow("a@example.de").name("A2").build()),
        inOne.row(0, aRow("b@example.de").name("B2").build()),
        inOne.row(0, aRow("c@example.de").name("C").build()),
        inOne.row(0, aRow("c@example.de").name("C2").build()));
    assertCounts(inOne, 1, 1, 1, 2);

    MergeHarness.Feed oneByOne = harness.aRun(product);
    harness.merge(oneByOne.row(0, aRow("a@example.de").name("A2").build()));
    harness.merge(oneByOne.row(0, aRow("a@example.de").name("A3").build()));
    harness.merge(oneByOne.row(0, aRow("b@example.de").name("B3").build()));
    harness.merge(oneByOne.row(0, aRow("d@example.de").name("D").build()));
    harness.merge(oneByOne.row(0, aRow("d@example.de").name("D2").build()));
    assertCounts(oneByOne, 1, 1, 1, 2);
    assertThat(harness.customer(product, "a@example.de")).containsEntry("name", "A3");
  }

  private void assertCounts(
      MergeHarness.Feed feed, long created, long updated, long unchanged, long merged) {
    assertThat(harness.counter(feed, "created")).isEqualTo(created);
    assertThat(harness.counter(feed, "updated")).isEqualTo(updated);
    assertThat(harness.counter(feed, "unchanged")).isEqualTo(unchanged);
    assertThat(harness.counter(feed, "merged")).isEqualTo(merged);
  }

  @Test
  void emptyCellsEraseNothing() {
    harness.merge(
        harness.aRun(product).row(0, aRow("a@example.de").name("A").company("A GmbH").build()));
    harness.merge(harness.aRun(product).row(0, aRow("a@example.de").name("B").build()));
    assertThat(harness.customer(product, "a@example.de"))
        .containsEntry("name", "B")
        .containsEntry("company", "A GmbH");
  }

  @Test
  void anOlderOriginOverwritesNothingNewerButFillsWhatIsEmpty() {
    MergeHarness.Feed older = harness.aRun(product);
    MergeHarness.Feed newer = harness.aRun(product);
    harness.merge(newer.row(0, aRow("a@example.de").name("New").spend(5).build()));
    harness.merge(
        older.row(0, aRow("a@example.de").name("Old").company("A GmbH").spend(7).build()));
    assertThat(harness.customer(product, "a@example.de"))
        .containsEntry("name", "New")
        .containsEntry("company", "A GmbH")
        .containsEntry("gross", 12L);
  }

  @Test
  void aPersonsEditWinsOverOlderOriginsAndLosesToNewerOnes() {
    MergeHarness.Feed older = harness.aRun(product);
    harness.merge(older.row(0, aRow("a@example.de").name("File").build()));
    MergeHarness.Feed late = harness.aRun(product);
    MergeHarness.Feed edit = harness.aRun(product);
    UUID customerId = harness.customerId(product, "a@example.de");
    harness
        .jdbc
        .sql(
            """
            INSERT INTO manual_field VALUES (?, ?, ?, 'name', '"Person"', ?, ?, now())
            """)
        .params(
            product.teamId(),
            product.productId(),
            customerId,
            edit.run.originSeq(),
            MergeHarness.USER)
        .update();
    harness
        .jdbc
        .sql("UPDATE customer_value SET field_seq = ? WHERE customer_id = ?")
        .params(edit.run.originSeq(), customerId)
        .update();
    harness.merge(late.row(0, aRow("a@example.de").name("Late").company("L").build()));
    assertThat(harness.customer(product, "a@example.de"))
        .containsEntry("name", "Person")
        .containsEntry("company", "L");
    harness.merge(harness.aRun(product).row(0, aRow("a@example.de").name("Newest").build()));
    assertThat(harness.customer(product, "a@example.de")).containsEntry("name", "Newest");
  }

  @Test
  void tagsUniteWithinARunAndAreReplacedByANewerOne() {
    MergeHarness.Feed feed = harness.aRun(product);
    harness.merge(feed.row(0, aRow("a@example.de").tags(List.of("x", "y")).build()));
    harness.merge(feed.row(0, aRow("a@example.de").tags(List.of("y", "z")).build()));
    assertThat(tags("a@example.de")).containsExactly("x", "y", "z");
    harness.merge(harness.aRun(product).row(0, aRow("a@example.de").tags(List.of("w")).build()));
    assertThat(tags("a@example.de")).containsExactly("w");
  }

  private List<String> tags(String emailKey) {
    return harness
        .jdbc
        .sql("SELECT unnest(tags) FROM customer WHERE product_id = ? AND email_key = ?")
        .params(product.productId(), emailKey)
        .query(String.class)
        .list();
  }

  @Test
  void paymentsOfOverlappingExportsCountOnce() {
    LocalDate january = LocalDate.of(2026, 1, 5);
    LocalDate march = LocalDate.of(2026, 3, 5);
    MergeHarness.Feed first = harness.aRun(product);
    harness.merge(
        first.row(0, aRow("a@example.de").payment("t1", 1_000, 0, january).build()),
        first.row(0, aRow("a@example.de").payment("t2", 2_000, 0, march).build()));
    MergeHarness.Feed second = harness.aRun(product);
    harness.merge(
        second.row(0, aRow("a@example.de").payment("t1", 1_000, 400, january).build()),
        second.row(0, aRow("a@example.de").payment("t3", 4_000, 0, march).build()));

    assertThat(harness.customer(product, "a@example.de"))
        .containsEntry("gross", 7_000L)
        .containsEntry("refunded", 400L)
        .containsEntry("payments", 3L)
        .containsEntry("first_on", java.sql.Date.valueOf(january));
    assertThat(
            harness.number(
                "SELECT count(*) FROM contribution WHERE product_id = ? AND NOT counted",
                product.productId()))
        .as("what was replaced stays, so that undo can bring it back")
        .isEqualTo(1);
  }

  @Test
  void aPaymentThatComesUnderAnotherAddressMoves() {
    LocalDate day = LocalDate.of(2026, 1, 5);
    harness.merge(
        harness.aRun(product).row(0, aRow("old@example.de").payment("t1", 900, 0, day).build()));
    MergeResult result =
        harness.merge(
            harness
                .aRun(product)
                .row(1, aRow("new@example.de").payment("t1", 900, 0, day).build()));
    assertThat(harness.customer(product, "old@example.de"))
        .containsEntry("gross", 0L)
        .containsEntry("first_on", null);
    assertThat(harness.customer(product, "new@example.de")).containsEntry("gross", 900L);
    assertThat(MergeHarness.touched(result)).hasSize(2);
  }

  @Test
  void totalsToDateReplaceWhatTheSourceSaidBefore() {
    harness.merge(
        harness
            .aRun(product, "CRM", AmountMeaning.NEW)
            .row(0, aRow("a@example.de").spend(10).build()));
    harness.merge(
        harness
            .aRun(product, "Shop", AmountMeaning.NEW)
            .row(0, aRow("a@example.de").spend(1).build()));
    MergeHarness.Feed february = harness.aRun(product, "CRM", AmountMeaning.TOTALS);
    MergeHarness.Feed march = harness.aRun(product, "CRM", AmountMeaning.TOTALS);
    harness.merge(march.row(0, aRow("a@example.de").spend(300).build()));
    harness.merge(february.row(0, aRow("a@example.de").spend(200).build()));
    assertThat(harness.customer(product, "a@example.de")).containsEntry("gross", 301L);
    harness.merge(
        harness
            .aRun(product, "CRM", AmountMeaning.NEW)
            .row(0, aRow("a@example.de").spend(7).build()));
    assertThat(harness.customer(product, "a@example.de")).containsEntry("gross", 308L);
  }

  @Test
  void refusesRowsWithTheirReasonAndRepeatsIt() {
    MergeHarness.Feed feed = harness.aRun(product);
    harness
        .jdbc
        .sql("INSERT INTO suppression VALUES (?, ?, ?, now())")
        .params(
            product.teamId(),
            product.productId(),
            harness.suppressions.hash(product.productId(), "gone@example.de"))
        .update();
    List<IncomingRow> rows =
        List.of(
            feed.row(0, aRow("a@example.de").spend(1).currency("USD").build()),
            feed.row(0, aRow("gone@example.de").spend(1).build()),
            feed.row(0, aRow("b@example.de").spend(10_000_000_000_001L).build()),
            feed.row(0, aRow("c@example.de").first(LocalDate.of(2026, 3, 16)).build()),
            feed.row(0, aRow("d@example.de").spend(1).build()));
    MergeResult result = harness.merge(rows);
    assertThat(result.rejections)
        .extracting("row", "code")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "currency-mismatch"),
            org.assertj.core.groups.Tuple.tuple(2L, "suppressed"),
            org.assertj.core.groups.Tuple.tuple(3L, "amount-out-of-bounds"),
            org.assertj.core.groups.Tuple.tuple(4L, "first-payment-in-future"));
    assertThat(harness.counter(feed, "rejected")).isEqualTo(4);
    assertThat(harness.counter(feed, "created")).isEqualTo(1);
    assertThat(harness.merge(rows).rejections)
        .containsExactlyInAnyOrderElementsOf(result.rejections);
  }

  @Test
  void refusesTheRowThatWouldLeadATotalOutOfBounds() {
    MergeHarness.Feed feed = harness.aRun(product);
    harness.merge(feed.row(0, aRow("a@example.de").spend(1).build()));
    harness
        .jdbc
        .sql("UPDATE customer_value SET gross = ?, net = ? WHERE product_id = ?")
        .params((1L << 53) - 10, (1L << 53) - 10, product.productId())
        .update();
    MergeResult result =
        harness.merge(
            feed.row(0, aRow("a@example.de").spend(10).build()),
            feed.row(0, aRow("a@example.de").spend(9).build()));
    assertThat(result.rejections).extracting("code").containsExactly("total-out-of-bounds");
    assertThat(harness.customer(product, "a@example.de")).containsEntry("gross", (1L << 53) - 1);
  }

  @Test
  void rowsOfAnUndoneRunMoveTheMarkAndWriteNothing() {
    MergeHarness.Feed feed = harness.aRun(product);
    harness
        .jdbc
        .sql("UPDATE run SET undo = 'undoing' WHERE run_id = ?")
        .param(feed.run.runId())
        .update();
    harness.merge(feed.row(0, aRow("a@example.de").spend(1).build()));
    assertThat(harness.counter(feed, "rejected")).isEqualTo(1);
    assertThat(harness.counter(feed, "seq")).isEqualTo(1);
    assertThat(
            harness.number(
                "SELECT count(*) FROM identity WHERE product_id = ?", product.productId()))
        .isZero();
  }

  @Test
  void storesTheOffsetWithTheEffects() {
    MergeHarness.Feed feed = harness.aRun(product);
    harness.merge.merge(
        new RowBatch(
            "topic-of-this-test",
            List.of(feed.row(2, aRow("a@example.de").build())),
            Map.of(2, 4_711L)));
    assertThat(
            harness.number(
                "SELECT next_offset FROM consumed WHERE topic = 'topic-of-this-test' AND partition"
                    + " = 2"))
        .isEqualTo(4_711);
  }
}
