package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.support.ids.Ids;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Many runs, interleaved, overlapping, repeated: the tables say what the model says. */
class MergeModelIT {
  private static final MergeHarness harness = new MergeHarness("kundenwert_customer_model");

  @AfterAll
  static void close() {
    harness.close();
  }

  @ParameterizedTest
  @MethodSource("seedsOfRuns")
  void agreesWithTheModelOnInterleavedRuns(long seed) {
    Random random = new Random(seed);
    ProductSettings product = harness.aProduct();
    MergeModel model = new MergeModel();
    List<Queue> queues = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      queues.add(queue(product, random, i));
    }
    List<IncomingRow> lastBatch = List.of();
    List<Queue> undone = new ArrayList<>();
    while (queues.stream().anyMatch(queue -> queue.next < queue.rows.size())) {
      List<IncomingRow> batch = new ArrayList<>();
      if (random.nextInt(4) == 0) {
        batch.addAll(lastBatch);
      }
      List<IncomingRow> fresh = new ArrayList<>();
      for (Queue queue : queues) {
        if (random.nextInt(3) == 0) {
          int take = Math.min(1 + random.nextInt(25), queue.rows.size() - queue.next);
          fresh.addAll(queue.rows.subList(queue.next, queue.next + take));
          queue.next += take;
        }
      }
      batch.addAll(fresh);
      if (batch.isEmpty()) {
        continue;
      }
      harness.merge(batch);
      // Within one batch an older origin is merged first.
      fresh.stream()
          .sorted(Comparator.comparingLong(row -> row.run().originSeq()))
          .forEach(model::merge);
      lastBatch = fresh;
      if (random.nextInt(5) == 0) {
        undoSome(product, model, queues, undone, random);
      }
    }
    assertSame(product, model, queues);
    Collections.shuffle(queues, random);
    for (Queue queue : queues.subList(0, 5)) {
      undo(product, model, queue, undone, random);
      assertSame(product, model, queues);
    }
    queues.forEach(queue -> undo(product, model, queue, undone, random));
    for (String table : List.of("customer", "customer_value", "identity", "contribution")) {
      assertThat(
              harness.number(
                  "SELECT count(*) FROM " + table + " WHERE product_id = ?", product.productId()))
          .as(table)
          .isZero();
    }
  }

  /** Undoes one of those runs that are merged to their end. */
  private static void undoSome(
      ProductSettings product,
      MergeModel model,
      List<Queue> queues,
      List<Queue> undone,
      Random random) {
    queues.stream()
        .filter(queue -> queue.next == queue.rows.size() && !undone.contains(queue))
        .findFirst()
        .ifPresent(queue -> undo(product, model, queue, undone, random));
  }

  private static void undo(
      ProductSettings product, MergeModel model, Queue queue, List<Queue> undone, Random random) {
    if (!undone.contains(queue)) {
      undone.add(queue);
      RunRemovals.Removed look = harness.look(product, queue.feed);
      RunRemovals.Removed done = harness.undo(product, queue.feed, 1 + random.nextInt(30));
      assertThat(done.failed()).isZero();
      assertThat(done.gone() + done.reversed() + done.kept())
          .isEqualTo(look.gone() + look.reversed() + look.kept());
      assertThat(done.gone()).isEqualTo(look.gone());
      assertThat(done.gross()).isEqualTo(look.gross());
      model.undo(queue.feed.run.runId());
    }
  }

  private static final class Queue {
    final MergeHarness.Feed feed;
    final List<IncomingRow> rows;
    int next;

    Queue(MergeHarness.Feed feed, List<IncomingRow> rows) {
      this.feed = feed;
      this.rows = rows;
    }
  }

  private static Queue queue(ProductSettings product, Random random, int number) {
    String source = "S" + number % 3;
    // The third source has payments only, so that a payment may change its address.
    AmountMeaning amounts =
        number % 3 != 2 && random.nextInt(3) == 0 ? AmountMeaning.TOTALS : AmountMeaning.NEW;
    MergeHarness.Feed feed = harness.aRun(product, source, amounts);
    List<IncomingRow> rows = new ArrayList<>();
    for (int i = 0; i < 60 + random.nextInt(60); i++) {
      rows.add(feed.row(row(random, number % 3 == 2, number % 3)));
    }
    return new Queue(feed, rows);
  }

  private static ImportedRow row(Random random, boolean payments, int source) {
    int person = random.nextInt(40);
    String email = "person" + person + "@example.de";
    RowFixture row =
        aRow(email)
            .writtenAs(random.nextBoolean() ? email : email.replace("person", "Person"))
            .name(random.nextBoolean() ? null : "Name " + random.nextInt(4))
            .company(random.nextInt(3) > 0 ? null : "Company " + random.nextInt(4))
            .tags(random.nextInt(4) > 0 ? null : List.of("t" + random.nextInt(3), "u"))
            .custom(
                random.nextInt(4) > 0
                    ? null
                    : Map.of("k" + random.nextInt(2), "v" + random.nextInt(3)));
    LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(400));
    if (payments || random.nextInt(5) == 0) {
      // Some transactions come under the address of another person.
      int transaction = payments ? random.nextInt(80) : person * 5 + random.nextInt(5);
      return row.payment(
              "t" + source + "-" + transaction, random.nextInt(1_000), random.nextInt(10), day)
          .build();
    }
    return row.spend(random.nextInt(3) == 0 ? null : Long.valueOf(random.nextInt(10_000)))
        .refunded(random.nextInt(3) > 0 ? null : Long.valueOf(random.nextInt(100)))
        .payments(random.nextInt(2) > 0 ? null : Integer.valueOf(random.nextInt(4)))
        .monthly(random.nextInt(4) > 0 ? null : Long.valueOf(random.nextInt(5_000)))
        .first(random.nextInt(3) > 0 ? null : day)
        .last(random.nextInt(3) > 0 ? null : day)
        .currency(random.nextInt(20) == 0 ? "USD" : "EUR")
        .build();
  }

  /** The dry run of a file says what the run then does (A4), whatever is there already. */
  @ParameterizedTest
  @MethodSource("seedsOfDryRuns")
  void dryRunsCountAsTheRunsThenDo(long seed) {
    Random random = new Random(seed);
    ProductSettings product = harness.aProduct();
    for (int i = 0; i < 8; i++) {
      Queue queue = queue(product, random, i);
      MergeHarness.Feed dry =
          harness.aDryRun(product, Ids.next(), "S" + i % 3, queue.feed.run.amounts());
      List<IncomingRow> dryRows =
          dry.rows(queue.rows.stream().map(row -> Objects.requireNonNull(row.row())).toList());
      String before = harness.fingerprint(product);
      inBatches(dryRows, random);
      assertThat(harness.fingerprint(product)).as("nothing is written").isEqualTo(before);
      harness.dryRuns.end(dry.run.runId());
      long net = net(product);
      inBatches(queue.rows, random);
      assertThat(net(product) - net)
          .as("what run %s adds", i)
          .isEqualTo(
              harness.number(
                  "SELECT gross - refunded FROM dry_run WHERE run_id = ?", dry.run.runId()));
      for (String outcome :
          List.of("seq", "created", "updated", "unchanged", "merged", "rejected", "dead")) {
        assertThat(harness.counter(queue.feed, outcome))
            .as(outcome + " of run " + i)
            .isEqualTo(harness.counter(dry, outcome));
      }
      assertThat(harness.gross(queue.feed)).isEqualTo(harness.gross(dry));
      if (random.nextInt(3) == 0) {
        harness.undo(product, queue.feed, 50);
      }
    }
  }

  private static long net(ProductSettings product) {
    return harness.number(
        "SELECT coalesce(sum(net), 0)::bigint FROM customer_value WHERE product_id = ?",
        product.productId());
  }

  /** Some batches come twice. */
  private static void inBatches(List<IncomingRow> rows, Random random) {
    int from = 0;
    while (from < rows.size()) {
      int to = Math.min(rows.size(), from + 1 + random.nextInt(40));
      harness.merge(rows.subList(from, to));
      if (random.nextInt(4) == 0) {
        harness.merge(rows.subList(from, to));
      }
      from = to;
    }
  }

  private static void assertCustomers(ProductSettings product, MergeModel model) {
    for (String email : model.customers()) {
      assertThat(actual(harness.customer(product, email)))
          .as(email)
          .isEqualTo(model.customer(email));
    }
    assertThat(
            harness.number(
                "SELECT count(*) FROM customer_value WHERE product_id = ?", product.productId()))
        .isEqualTo(model.customers().size());
  }

  /** Imports, repeats, edits, merged and parted customers, undos: any interleaving of them. */
  @ParameterizedTest
  @MethodSource("seedsOfEdits")
  void leavesWhatTheSurvivingRunsAndEditsAloneWouldGive(long seed) {
    Random random = new Random(seed);
    ProductSettings product = harness.aProduct();
    MergeModel model = new MergeModel();
    List<Queue> queues = new ArrayList<>();
    List<Queue> undone = new ArrayList<>();
    List<Parting> partings = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      queues.add(queue(product, random, i));
    }
    int rounds = 0;
    while (queues.stream().anyMatch(queue -> queue.next < queue.rows.size())) {
      Queue queue = queues.get(random.nextInt(queues.size()));
      int take = Math.min(1 + random.nextInt(30), queue.rows.size() - queue.next);
      List<IncomingRow> batch = queue.rows.subList(queue.next, queue.next + take);
      queue.next += take;
      harness.merge(batch);
      batch.forEach(model::merge);
      if (random.nextInt(4) == 0) {
        harness.merge(batch);
      }
      act(product, model, partings, random);
      if (random.nextInt(8) == 0) {
        undoSome(product, model, queues, undone, random);
      }
      if (++rounds % 10 == 0) {
        assertCustomers(product, model);
      }
    }
    assertCustomers(product, model);
    Collections.shuffle(queues, random);
    for (Queue queue : queues) {
      undo(product, model, queue, undone, random);
      act(product, model, partings, random);
      assertCustomers(product, model);
    }
  }

  static LongStream seedsOfRuns() {
    return seeds(1, 6, 12);
  }

  static LongStream seedsOfDryRuns() {
    return seeds(21, 3, 6);
  }

  static LongStream seedsOfEdits() {
    return seeds(41, 10, 50);
  }

  private static LongStream seeds(long first, int usual, int many) {
    return LongStream.range(first, first + (Boolean.getBoolean("kundenwert.long") ? many : usual));
  }

  /** A customer that was merged, with the addresses that came along. */
  private record Parting(String customer, List<String> emails) {}

  private static void act(
      ProductSettings product, MergeModel model, List<Parting> partings, Random random) {
    List<String> customers = model.customers();
    if (customers.size() < 2) {
      return;
    }
    String one = customers.get(random.nextInt(customers.size()));
    String other = customers.get(random.nextInt(customers.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        String field = random.nextBoolean() ? "name" : "company";
        String value = "Edited " + random.nextInt(5);
        model.edit(one, field, harness.edit(product, one, Map.of(field, value)), value);
      }
      case 2 -> {
        if (!one.equals(other)) {
          partings.removeIf(parting -> parting.customer().equals(other));
          partings.add(new Parting(other, model.addressesOf(other)));
          harness.mergeCustomers(product, one, other);
          model.mergeCustomers(one, other);
        }
      }
      case 3 -> {
        if (!partings.isEmpty()) {
          Parting parting = partings.remove(random.nextInt(partings.size()));
          String into = model.customerOf(parting.customer());
          if (!into.equals(parting.customer())) {
            harness.part(product, into, parting.customer());
            model.part(
                parting.emails().stream().filter(e -> model.customerOf(e).equals(into)).toList(),
                parting.customer());
          }
        }
      }
      default -> {
        // Nobody does anything.
      }
    }
  }

  private static void assertSame(ProductSettings product, MergeModel model, List<Queue> queues) {
    for (Queue queue : queues) {
      assertThat(harness.counter(queue.feed, "dead")).isZero();
    }
    assertCustomers(product, model);
    for (Queue queue : queues) {
      for (String outcome : List.of("created", "updated", "unchanged", "merged", "rejected")) {
        assertThat(harness.counter(queue.feed, outcome))
            .as(outcome + " of run " + queue.feed.run.originSeq())
            .isEqualTo(model.count(queue.feed.run.runId(), outcome));
      }
      assertThat(harness.counter(queue.feed, "seq")).isEqualTo(queue.rows.size());
    }
    for (String column : List.of("gross", "refunded", "payments")) {
      assertThat(
              harness.number(
                  "SELECT sum(" + column + ")::bigint FROM customer_value WHERE product_id = ?",
                  product.productId()))
          .isEqualTo(
              harness.number(
                  "SELECT sum("
                      + column
                      + ")::bigint FROM contribution WHERE product_id = ? AND counted",
                  product.productId()));
    }
  }

  private static MergeModel.Expected actual(Map<String, @Nullable Object> row) {
    Object monthly = row.get("monthly_stated");
    return new MergeModel.Expected(
        number(row, "gross"),
        number(row, "refunded"),
        number(row, "payments"),
        date(row, "first_on"),
        date(row, "last_on"),
        text(row, "email"),
        text(row, "name"),
        text(row, "company"),
        monthly == null ? null : (Long) monthly,
        tags(row.get("tags")),
        new TreeMap<>(
            JsonMapper.shared()
                .readValue(
                    String.valueOf(row.get("custom")),
                    new TypeReference<Map<String, String>>() {})));
  }

  private static List<String> tags(@Nullable Object array) {
    try {
      return array == null ? List.of() : List.of((String[]) ((java.sql.Array) array).getArray());
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static long number(Map<String, @Nullable Object> row, String column) {
    return row.get(column) instanceof Long value ? value : Long.MIN_VALUE;
  }

  private static @Nullable LocalDate date(Map<String, @Nullable Object> row, String column) {
    return row.get(column) instanceof Date value ? value.toLocalDate() : null;
  }

  private static @Nullable String text(Map<String, @Nullable Object> row, String column) {
    return row.get(column) instanceof String value ? value : null;
  }
}
