package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunMode;
import io.kundenwert.support.ids.Ids;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MergeConcurrencyIT {
  private static final MergeHarness harness = new MergeHarness("kundenwert_customer_races");
  private static final ExecutorService threads = Executors.newFixedThreadPool(4);

  private final ProductSettings product = harness.aProduct();

  @AfterAll
  static void close() {
    threads.close();
    harness.close();
  }

  @RepeatedTest(5)
  void aBatchHandledByAnOldAndANewConsumerAtOnceCountsOnce() throws Exception {
    MergeHarness.Feed feed = harness.aRun(product);
    List<IncomingRow> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(feed.row(0, aRow("p" + i % 100 + "@example.de").spend(1).build()));
    }
    List<MergeResult> results = together(() -> harness.merge(rows), () -> harness.merge(rows));

    assertThat(results.stream().mapToInt(MergeResult::rows).sum()).isEqualTo(200);
    assertThat(results.stream().mapToInt(result -> result.duplicates).sum()).isEqualTo(200);
    assertThat(results).allSatisfy(result -> assertThat(MergeHarness.touched(result)).isNotEmpty());
    assertThat(sumOfValues()).isEqualTo(200);
    assertThat(harness.counter(feed, "created")).isEqualTo(100);
    assertThat(harness.counter(feed, "merged")).isEqualTo(100);
  }

  @RepeatedTest(3)
  void twoRunsOverTheSameCustomersInOppositeOrderLoseNothing() throws Exception {
    MergeHarness.Feed forward = harness.aRun(product);
    MergeHarness.Feed backward = harness.aRun(product);
    List<ImportedRow> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(aRow("p" + i + "@example.de").name("N" + i).spend(i).build());
    }
    List<ImportedRow> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    together(() -> inBatches(forward, rows), () -> inBatches(backward, reversed));

    assertThat(sumOfValues()).isEqualTo(2 * 499_500L);
    assertThat(
            harness.number(
                "SELECT count(*) FROM customer_value WHERE product_id = ?", product.productId()))
        .isEqualTo(1_000);
    assertThat(harness.counter(forward, "created") + harness.counter(backward, "created"))
        .isEqualTo(1_000);
    assertThat(harness.counter(forward, "updated") + harness.counter(backward, "updated"))
        .as("the second row of p0 adds nothing")
        .isEqualTo(999);
    assertThat(
            harness.number(
                "SELECT sum(gross)::bigint FROM contribution WHERE product_id = ? AND counted",
                product.productId()))
        .isEqualTo(2 * 499_500L);
  }

  @RepeatedTest(5)
  void anUndoRacesMergesAndOtherUndos() throws Exception {
    MergeHarness.Feed first = harness.aRun(product);
    MergeHarness.Feed second = harness.aRun(product);
    MergeHarness.Feed third = harness.aRun(product, "Shop", AmountMeaning.NEW);
    List<ImportedRow> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(aRow("p" + i + "@example.de").name("N" + i).spend(i + 1).build());
    }
    inBatches(first, rows);
    inBatches(second, rows.subList(0, 200));
    together(
        List.of(
            () -> inBatches(third, rows.subList(100, 300)),
            () -> undo(first),
            () -> undo(first),
            () -> undo(second)));

    assertThat(sumOfValues()).isEqualTo(sumOf(rows.subList(100, 300)));
    for (String table : List.of("customer", "customer_value", "identity", "contribution")) {
      assertThat(
              harness.number(
                  "SELECT count(*) FROM " + table + " WHERE product_id = ?", product.productId()))
          .as(table)
          .isEqualTo(200);
    }
  }

  @RepeatedTest(3)
  void partingAndMergingCustomersRacesImportsOfTheirRows() throws Exception {
    MergeHarness.Feed first = harness.aRun(product);
    inBatches(
        first,
        List.of(
            aRow("a@example.de").name("A").spend(1).build(),
            aRow("b@example.de").name("B").spend(1).build()));
    MergeHarness.Feed feed = harness.aRun(product);
    List<ImportedRow> rows = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      rows.add(aRow(i % 2 == 0 ? "a@example.de" : "b@example.de").spend(1).build());
    }
    together(
        () -> {
          for (int from = 0; from < rows.size(); from += 50) {
            untilMerged(feed.rows(rows.subList(from, from + 50)));
          }
          return new MergeResult();
        },
        () -> {
          for (int i = 0; i < 40; i++) {
            harness.mergeCustomers(product, "a@example.de", "b@example.de");
            harness.part(product, "a@example.de", "b@example.de");
          }
          return new MergeResult();
        });

    assertThat(sumOfValues()).isEqualTo(4_002);
    assertThat(
            harness.number(
                """
                SELECT count(*) FROM customer_value v
                 WHERE v.product_id = ? AND v.gross <> (
                   SELECT coalesce(sum(c.gross), 0) FROM identity i
                     JOIN contribution c ON c.identity_id = i.identity_id
                    WHERE i.customer_id = v.customer_id AND c.counted)
                """,
                product.productId()))
        .as("customers whose value is not what their addresses contribute")
        .isZero();
  }

  /** As the consumer does, which reads a batch again that lost its races. */
  private static void untilMerged(List<IncomingRow> batch) {
    while (true) {
      try {
        harness.merge(batch);
        return;
      } catch (RaceLostException lost) {
        Thread.onSpinWait();
      }
    }
  }

  private MergeResult undo(MergeHarness.Feed feed) {
    harness.undo(product, feed, 30);
    return new MergeResult();
  }

  private static long sumOf(List<ImportedRow> rows) {
    return rows.stream().mapToLong(row -> Objects.requireNonNull(row.totalSpend())).sum();
  }

  private MergeResult inBatches(MergeHarness.Feed feed, List<ImportedRow> rows) {
    MergeResult last = new MergeResult();
    for (int from = 0; from < rows.size(); from += 50) {
      last = harness.merge(feed.rows(rows.subList(from, Math.min(rows.size(), from + 50))));
    }
    return last;
  }

  @RepeatedTest(5)
  void racedIdentitiesAreOneCustomer() throws Exception {
    List<Callable<MergeResult>> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      MergeHarness.Feed feed = harness.aRun(product);
      List<IncomingRow> rows = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        rows.add(feed.row(w % 3, aRow("new" + i + "@example.de").spend(1).build()));
      }
      writers.add(() -> harness.merge(rows));
    }
    List<MergeResult> results = together(writers);
    assertThat(results.stream().mapToInt(r -> r.counts.getOrDefault(Outcome.Kind.CREATED, 0)).sum())
        .isEqualTo(50);
    assertThat(sumOfValues()).isEqualTo(200);
    assertThat(
            harness.number(
                "SELECT count(DISTINCT customer_id) FROM identity WHERE product_id = ?",
                product.productId()))
        .isEqualTo(50);
  }

  @RepeatedTest(5)
  void racedTotalsToDateCountTheLatestOnly() throws Exception {
    List<Callable<MergeResult>> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      MergeHarness.Feed feed =
          harness.aRun(product, "CRM", w == 3 ? AmountMeaning.NEW : AmountMeaning.TOTALS);
      int amount = 10 * (w + 1);
      List<IncomingRow> rows = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        rows.add(feed.row(0, aRow("new" + i + "@example.de").spend(amount).build()));
      }
      writers.add(() -> harness.merge(rows));
    }
    together(writers);
    assertThat(sumOfValues()).as("30 to date and 40 since").isEqualTo(20 * 70);
  }

  @RepeatedTest(5)
  void aPaymentRacedUnderTwoAddressesCountsOnce() throws Exception {
    List<Callable<MergeResult>> writers = new ArrayList<>();
    for (int w = 0; w < 3; w++) {
      MergeHarness.Feed feed = harness.aRun(product);
      List<IncomingRow> rows = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        rows.add(
            feed.row(
                w,
                aRow("w" + w + "-" + i + "@example.de")
                    .payment("t" + i, 100, 0, LocalDate.of(2026, 1, 1))
                    .build()));
      }
      writers.add(() -> harness.merge(rows));
    }
    together(writers);
    assertThat(sumOfValues()).isEqualTo(20 * 100);
  }

  @Test
  void ofTwoRegistrationsOfOneContentExactlyOneGoesThrough() throws Exception {
    for (int i = 0; i < 10; i++) {
      String sha256 = "content-" + i;
      List<Runs.Answer> answers =
          together(() -> register(sha256, false), () -> register(sha256, false));
      assertThat(answers).filteredOn(Runs.Registered.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Runs.AlreadyImported.class::isInstance).hasSize(1);
      assertThat(register(sha256, true)).isInstanceOf(Runs.Registered.class);
    }
  }

  private Runs.Answer register(String sha256, boolean again) {
    return harness.inTransaction(
        () ->
            harness.runs.register(
                new Runs.Registration(
                    product.teamId(),
                    product.productId(),
                    Ids.next(),
                    "Excel",
                    sha256,
                    "kunden.csv",
                    null,
                    AmountMeaning.NEW,
                    RunMode.IMPORT,
                    new UUID(0, 1),
                    again,
                    List.of(),
                    null,
                    null)));
  }

  private long sumOfValues() {
    return harness.number(
        "SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?", product.productId());
  }

  private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
    return together(List.of(one, other));
  }

  private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> call : calls) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
