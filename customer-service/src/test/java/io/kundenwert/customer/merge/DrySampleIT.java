package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunMode;
import io.kundenwert.support.ids.Ids;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a dry run shows of the customers whom it concerns (A4). */
class DrySampleIT {
  private static final MergeHarness harness = new MergeHarness("kundenwert_customer_merge");

  private final ProductSettings product = harness.aProduct();
  private final UUID importId = Ids.next();
  private final DrySamples samples = new DrySamples(harness.jdbc);

  @AfterAll
  static void close() {
    harness.close();
  }

  private MergeHarness.Feed aDryRun() {
    return harness.aDryRun(product, importId, "Excel", AmountMeaning.NEW);
  }

  private void exists(ImportedRow... rows) {
    harness.merge(harness.aRun(product).rows(List.of(rows)));
  }

  private DrySamples.DryRun kept() {
    return samples.of(product.teamId(), importId).orElseThrow();
  }

  private List<DrySamples.Customer> sampled(String outcome) {
    return samples
        .customers(product.teamId(), kept(), product.currency())
        .getOrDefault(outcome, List.of());
  }

  private static DrySamples.Change euros(long before, long after) {
    return new DrySamples.Change(Amount.of(before, "EUR"), Amount.of(after, "EUR"));
  }

  private static DrySamples.Change euros(long after) {
    return new DrySamples.Change(null, Amount.of(after, "EUR"));
  }

  private long stored() {
    return harness.number(
        "SELECT count(*) FROM dry_sample WHERE product_id = ?", product.productId());
  }

  @Test
  void showsOfEachOutcomeWhatIsThereAndWhatWouldBe() {
    exists(
        aRow("same@example.de").name("Same").build(),
        aRow("old@example.de")
            .name("Old")
            .company("A GmbH")
            .tags(List.of("a"))
            .custom(Map.of("size", "1", "plan", "basic"))
            .spend(1_000)
            .monthly(50L)
            .build());
    MergeHarness.Feed dry = aDryRun();
    harness.merge(
        dry.rows(
            List.of(
                aRow("new@example.de")
                    .writtenAs("New@example.de")
                    .name("New")
                    .company("B AG")
                    .spend(300)
                    .refunded(100L)
                    .first(LocalDate.of(2025, 1, 2))
                    .build(),
                aRow("old@example.de")
                    .name("Old and new")
                    .tags(List.of("b", "c"))
                    .custom(Map.of("size", "2"))
                    .spend(500)
                    .payments(2)
                    .monthly(70L)
                    .build(),
                aRow("same@example.de").name("Same").build(),
                aRow("new@example.de").writtenAs("New@example.de").spend(50).build())));

    assertThat(sampled("created"))
        .singleElement()
        .isEqualTo(
            new DrySamples.Customer(
                List.of(1L, 4L),
                false,
                false,
                "New@example.de",
                "New",
                List.of(
                    new DrySamples.Field("company", null, "B AG"),
                    new DrySamples.Field("firstPaymentOn", null, "2025-01-02")),
                euros(350),
                euros(250),
                null));
    assertThat(sampled("updated"))
        .singleElement()
        .isEqualTo(
            new DrySamples.Customer(
                List.of(2L),
                false,
                true,
                "old@example.de",
                "Old and new",
                List.of(
                    new DrySamples.Field("name", "Old", "Old and new"),
                    new DrySamples.Field("tags", "a", "b, c"),
                    new DrySamples.Field("payments", "0", "2"),
                    new DrySamples.Field("custom.size", "1", "2")),
                euros(1_000, 1_500),
                euros(1_000, 1_500),
                euros(50, 70)));
    assertThat(sampled("unchanged"))
        .singleElement()
        .satisfies(
            same -> {
              assertThat(same.rows()).containsExactly(3L);
              assertThat(same.fields()).isEmpty();
              assertThat(same.gross()).isEqualTo(euros(0, 0));
            });
    assertThat(sampled("merged")).singleElement().isEqualTo(sampled("created").getFirst());
    assertThat(kept())
        .isEqualTo(new DrySamples.DryRun(product.productId(), dry.run.runId(), 850, 100));
  }

  @Test
  void aCustomerIsShownAsAllRowsTogetherWouldLeaveIt() {
    exists(aRow("a@example.de").name("Before").spend(10).build());
    MergeHarness.Feed dry = aDryRun();
    // One batch each: what is there before is no longer in the merge's memory.
    for (int i = 1; i <= 14; i++) {
      harness.merge(dry.row(aRow("a@example.de").name("Name " + i).spend(1).build()));
    }
    for (String outcome : List.of("updated", "merged")) {
      assertThat(sampled(outcome))
          .as(outcome)
          .singleElement()
          .satisfies(
              customer -> {
                assertThat(customer.rows())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
                assertThat(customer.moreRows()).isTrue();
                assertThat(customer.fields())
                    .containsExactly(new DrySamples.Field("name", "Before", "Name 14"));
                assertThat(customer.gross()).isEqualTo(euros(10, 24));
              });
    }
    assertThat(kept().gross()).isEqualTo(14);
  }

  @Test
  void aPaymentThatMovesIsTakenFromWhoHadIt() {
    LocalDate day = LocalDate.of(2026, 1, 1);
    exists(
        aRow("had@example.de").payment("t1", 700, 0, day).build(),
        aRow("gets@example.de").spend(1).build());
    MergeHarness.Feed dry = aDryRun();
    harness.merge(dry.row(aRow("had@example.de").company("X").build()));
    harness.merge(dry.row(aRow("gets@example.de").payment("t1", 700, 0, day).build()));
    assertThat(sampled("updated"))
        .extracting(DrySamples.Customer::email, DrySamples.Customer::gross)
        .containsExactly(
            tuple("had@example.de", euros(700, 0)), tuple("gets@example.de", euros(1, 701)));
    assertThat(kept().gross()).as("it is counted once").isZero();
  }

  @Test
  void keepsTheFirstTwentyOfTheFileHoweverItsPartitionsCome() {
    MergeHarness.Feed dry = aDryRun();
    List<IncomingRow> rows =
        dry.rows(
            IntStream.rangeClosed(1, 200)
                .mapToObj(i -> aRow("p" + i + "@example.de").spend(1).build())
                .toList());
    List<Integer> partitions = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(partitions, new Random(7));
    for (int partition : partitions) {
      List<IncomingRow> own = rows.stream().filter(row -> row.partition() == partition).toList();
      for (int from = 0; from < own.size(); from += 9) {
        harness.merge(own.subList(from, Math.min(own.size(), from + 9)));
      }
    }
    assertThat(sampled("created"))
        .extracting(customer -> customer.rows().getFirst())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(stored()).isLessThanOrEqualTo(3 * 20);
    assertThat(kept().gross()).isEqualTo(200);
  }

  @Test
  void valuesAndFieldsAreBounded() {
    String end = "x".repeat(1_500);
    exists(aRow("a@example.de").custom(Map.of("note", end + "1")).build());
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, 60).forEach(i -> many.put("k" + i, "v"));
    many.put("note", end + "2");
    harness.merge(
        aDryRun()
            .rows(
                List.of(
                    aRow("a@example.de").custom(Map.of("note", end + "2")).build(),
                    aRow("b@example.de").custom(many).build())));
    assertThat(sampled("updated").getFirst().fields())
        .as("the difference lies behind what is shown")
        .singleElement()
        .satisfies(
            field -> {
              assertThat(Objects.requireNonNull(field.before()))
                  .hasSize(DrySamples.MAX_VALUE)
                  .endsWith("…");
              assertThat(Objects.requireNonNull(field.after())).hasSize(DrySamples.MAX_VALUE);
            });
    assertThat(sampled("created").getFirst().fields()).hasSize(DrySamples.MAX_FIELDS);
  }

  @Test
  void rowsThatComeAgainAreNotSampledAgain() {
    MergeHarness.Feed dry = aDryRun();
    List<IncomingRow> rows =
        dry.rows(
            List.of(
                aRow("a@example.de").spend(5).build(),
                aRow("a@example.de").spend(5).build(),
                aRow("b@example.de").spend(5).build()));
    harness.merge(rows);
    harness.merge(rows);
    assertThat(sampled("created"))
        .extracting(DrySamples.Customer::rows)
        .containsExactly(List.of(1L, 2L), List.of(3L));
    assertThat(kept().gross()).isEqualTo(15);
    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void theNextDryRunOfTheImportTakesThePlaceOfTheLast() {
    MergeHarness.Feed first = aDryRun();
    harness.merge(first.row(aRow("a@example.de").spend(5).build()));
    MergeHarness.Feed second = aDryRun();
    // A row of the first one that was still under way.
    harness.merge(first.row(aRow("b@example.de").spend(5).build()));
    harness.merge(second.row(aRow("c@example.de").spend(7).build()));
    assertThat(kept().runId()).isEqualTo(second.run.runId());
    assertThat(sampled("created"))
        .extracting(DrySamples.Customer::email)
        .containsExactly("c@example.de");
    assertThat(kept().gross()).isEqualTo(7);
    assertThat(stored()).isEqualTo(1);
  }

  /** Several consumers merge a run's partitions at a time, and somebody tries the import again. */
  @Test
  void batchesAtTheSameTimeAddUpAndLeaveNothingBehind() throws Exception {
    MergeHarness.Feed first = aDryRun();
    List<IncomingRow> rows =
        first.rows(
            IntStream.rangeClosed(1, 600)
                // Of every other customer there are two rows.
                .mapToObj(i -> aRow("p" + i / 2 + "@example.de").spend(1).build())
                .toList());
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> partitions =
          IntStream.range(0, 3)
              .<Future<?>>mapToObj(partition -> threads.submit(() -> mergeAll(rows, partition)))
              .toList();
      for (Future<?> partition : partitions) {
        partition.get();
      }
      assertThat(kept().gross()).isEqualTo(600);
      assertThat(sampled("created"))
          .extracting(customer -> customer.rows().getFirst())
          .startsWith(1L, 2L, 4L)
          .hasSize(20);

      MergeHarness.Feed second = aDryRun();
      List<IncomingRow> again =
          second.rows(rows.stream().map(row -> Objects.requireNonNull(row.row())).toList());
      Future<?> merging = threads.submit(() -> mergeAll(again, 0));
      MergeHarness.Feed third = threads.submit(this::aDryRun).get();
      merging.get();
      assertThat(kept().runId()).isEqualTo(third.run.runId());
      assertThat(stored()).as("the second was forgotten, however far it was").isZero();
    }
  }

  private void mergeAll(List<IncomingRow> rows, int partition) {
    List<IncomingRow> own = rows.stream().filter(row -> row.partition() == partition).toList();
    for (int from = 0; from < own.size(); from += 7) {
      harness.merge(own.subList(from, Math.min(own.size(), from + 7)));
    }
  }

  @Test
  void theStartOfTheImportForgetsIt() {
    harness.merge(aDryRun().row(aRow("a@example.de").spend(5).build()));
    assertThat(stored()).isEqualTo(1);
    harness.aRun(product, "Excel", AmountMeaning.NEW, RunMode.IMPORT, importId, null);
    assertThat(samples.of(product.teamId(), importId)).isEmpty();
    assertThat(stored()).isZero();
  }

  @Test
  void itIsForgottenWithTheFile() {
    harness.merge(aDryRun().row(aRow("a@example.de").spend(5).build()));
    harness
        .jdbc
        .sql("UPDATE dry_run SET kept_until = now() - interval '1 second' WHERE import_id = ?")
        .param(importId)
        .update();
    assertThat(samples.of(product.teamId(), importId)).as("hidden at once").isEmpty();
    harness.dryRuns.sweep();
    assertThat(stored()).isZero();
  }

  @Test
  void whoIsDeletedDisappearsFromIt() {
    exists(aRow("a@example.de").spend(1).build(), aRow("b@example.de").spend(1).build());
    MergeHarness.Feed dry = aDryRun();
    harness.merge(
        dry.rows(
            List.of(
                aRow("a@example.de").spend(5).build(),
                aRow("b@example.de").spend(5).build(),
                aRow("c@example.de").spend(5).build())));
    // A person whom the dry run alone had made is a customer by now, with another id.
    exists(aRow("c@example.de").spend(1).build());
    harness.inTransaction(
        () -> {
          new CustomerDeletion(harness.jdbc)
              .delete(
                  product.teamId(),
                  product.productId(),
                  List.of(
                      harness.customerId(product, "a@example.de"),
                      harness.customerId(product, "c@example.de")));
          return true;
        });
    assertThat(sampled("updated"))
        .extracting(DrySamples.Customer::email)
        .containsExactly("b@example.de");
    assertThat(sampled("created")).isEmpty();
  }

  @Test
  void nobodyLooksAtADryRunOfNoImport() {
    MergeHarness.Feed dry = harness.aRun(product, "Excel", AmountMeaning.NEW, RunMode.DRY);
    harness.merge(dry.row(aRow("a@example.de").spend(5).build()));
    assertThat(stored()).isZero();
    assertThat(samples.of(product.teamId(), dry.run.runId())).isEmpty();
  }
}
