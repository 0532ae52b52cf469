package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.events.ImportedRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Says how many rows a second the merge alone makes, without Kafka and JSON: rows, consumers and
 * batch size are the arguments. Nothing is asserted. File 1 has new customers only, 40 % of its
 * rows repeat one; file 2 brings the same people again with another run.
 */
final class MergeBenchmark {
  private MergeBenchmark() {}

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int consumers = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 5_000;
    try (MergeHarness harness = new MergeHarness("kundenwert_customer_bench")) {
      YoungTables youngTables = new YoungTables(new JdbcTemplate(harness.dataSource));
      ProductSettings product = harness.aProduct();
      run("file 1", harness, youngTables, product, rows, consumers, batch, 1);
      run("file 2", harness, youngTables, product, rows, consumers, batch, 2);
    }
  }

  private static void run(
      String name,
      MergeHarness harness,
      YoungTables youngTables,
      ProductSettings product,
      int rows,
      int consumers,
      int batch,
      int seed)
      throws Exception {
    List<List<IncomingRow>> perConsumer = rows(harness, product, rows, consumers, seed);
    harness.jdbc.sql("CHECKPOINT").update();
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(consumers);
    List<Future<?>> futures = new ArrayList<>();
    for (List<IncomingRow> share : perConsumer) {
      futures.add(
          threads.submit(
              () -> {
                for (int from = 0; from < share.size(); from += batch) {
                  MergeResult result =
                      harness.merge(share.subList(from, Math.min(from + batch, share.size())));
                  youngTables.analyzeAfter(result.rows());
                }
              }));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    threads.shutdown();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows, %d consumers, batches of %,d: %.1f s, %,.0f rows/s%n",
        name,
        rows,
        consumers,
        batch,
        seconds,
        rows / seconds);
  }

  private static List<List<IncomingRow>> rows(
      MergeHarness harness, ProductSettings product, int rows, int consumers, int seed) {
    Random random = new Random(seed);
    MergeHarness.Feed feed = harness.aRun(product);
    int people = rows * 6 / 10;
    List<List<IncomingRow>> shares = new ArrayList<>();
    for (int i = 0; i < consumers; i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < rows; i++) {
      int person = i < people ? i : random.nextInt(people);
      String email = "kunde" + person + "@example" + person % 1_000 + ".de";
      int partition = ImportedRow.partition(product.productId(), email, 2 * consumers);
      String given = "Vorname" + (person * 7919L + (seed > 1 && person % 20 == 0 ? 1 : 0)) % 1_000;
      shares
          .get(partition % consumers)
          .add(
              feed.row(
                  partition,
                  aRow(email)
                      .name(given + " Nachname" + person % 30_000)
                      .spend(1_000 + random.nextInt(100_000))
                      .payments(1 + random.nextInt(5))
                      .first(LocalDate.of(2022, 1, 1).plusDays(random.nextInt(1_000)))
                      .last(LocalDate.of(2025, 1, 1).plusDays(random.nextInt(300)))
                      .build()));
    }
    return shares;
  }
}
