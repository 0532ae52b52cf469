package io.kundenwert.imports.overlap;

import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.imports.conversion.RowJson;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.upload.UploadStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Knows what files have in common with earlier imports. A result holds for the way the file is
 * read, for the imports that count, and as long as none of them that was under way ends; then the
 * file is compared again. What an import under way has not read yet is not compared.
 */
@Component
public class Overlaps implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(Overlaps.class);
  private static final int MOST_WAITING = 100;

  private final JdbcClient jdbc;
  private final Fingerprints fingerprints;
  private final UploadStore uploads;
  private final JsonMapper json;
  private final OverlapScan scan;
  private final TransactionTemplate snapshot;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("overlaps").factory());

  Overlaps(
      JdbcClient jdbc,
      Fingerprints fingerprints,
      UploadStore uploads,
      TableFiles files,
      RowJson rows,
      JsonMapper json,
      PlatformTransactionManager transactions,
      @Value("${kundenwert.overlap.at-once:1000000}") int atOnce) {
    this.jdbc = jdbc;
    this.fingerprints = fingerprints;
    this.uploads = uploads;
    this.json = json;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.scan = new OverlapScan(files, rows.writer(), atOnce);
  }

  /**
   * A file, and how it is read.
   *
   * @param teamId team
   * @param productId product
   * @param importId its import
   * @param uploadKey its content
   * @param plan how it is read
   */
  public record Subject(
      UUID teamId, UUID productId, UUID importId, String uploadKey, ReadingPlan plan) {}

  /**
   * A result with the rows.
   *
   * @param overlap what the file has in common with earlier imports
   * @param rows numbers of the identical rows
   */
  public record WithRows(Overlap overlap, BitSet rows) {}

  /** The result for the file as it is read now, if it is known. */
  public Optional<Overlap> known(Subject file) {
    List<Fingerprints.Earlier> imports = imports(file);
    return imports.isEmpty() ? Optional.of(Overlap.NONE) : find(file, imports).map(Kept::overlap);
  }

  private List<Fingerprints.Earlier> imports(Subject file) {
    return fingerprints.imports(file.teamId(), file.productId(), file.importId());
  }

  /**
   * Compares a file now, unless the result is known.
   *
   * @throws io.kundenwert.imports.reading.UnreadableFileException if it cannot be read
   */
  public WithRows compare(Subject file) throws IOException {
    List<Fingerprints.Earlier> imports = imports(file);
    if (imports.isEmpty()) {
      return new WithRows(Overlap.NONE, new BitSet());
    }
    Optional<Kept> known = find(file, imports);
    if (known.isPresent()) {
      return new WithRows(known.get().overlap(), known.get().rows());
    }
    OverlapScan.Compared compared =
        scan.compare(
            uploads.content(file.uploadKey()),
            file.plan(),
            imports.stream().map(Fingerprints.Earlier::importId).toList(),
            (importId, stretch) ->
                snapshot.executeWithoutResult(
                    status ->
                        fingerprints.read(file.teamId(), file.productId(), importId, stretch)));
    keep(file, imports, compared);
    return new WithRows(compared.overlap(), compared.known());
  }

  /**
   * Compares a file in the background, one at a time.
   *
   * @param done is run once the result is known
   */
  public void request(Subject file, Runnable done) {
    if (!underWay.add(file.importId())) {
      return;
    }
    try {
      worker.execute(
          () -> {
            try {
              compare(file);
              done.run();
            } catch (IOException | RuntimeException failure) {
              log.warn(
                  "The file of import {} was not compared: {}",
                  file.importId(),
                  failure.getClass().getName());
            } finally {
              underWay.remove(file.importId());
            }
          });
    } catch (RejectedExecutionException full) {
      // Whoever looks again asks again.
      underWay.remove(file.importId());
    }
  }

  /** Forgets the result of a file that was started, or is gone. */
  public void forget(UUID teamId, UUID productId, UUID importId) {
    jdbc.sql("DELETE FROM import_overlap WHERE team_id = ? AND product_id = ? AND import_id = ?")
        .params(teamId, productId, importId)
        .update();
  }

  @Override
  public void destroy() {
    worker.shutdownNow();
  }

  /** One statement: the rows belong to the numbers. */
  private Optional<Kept> find(Subject file, List<Fingerprints.Earlier> imports) {
    return jdbc.sql(
            """
            SELECT rows, identical, imports, addresses, known FROM import_overlap
             WHERE team_id = ? AND product_id = ? AND import_id = ? AND plan_hash = ?
               AND compared_with = ?::text[]
            """)
        .params(
            file.teamId(),
            file.productId(),
            file.importId(),
            hash(file.plan()),
            comparedWith(imports))
        .query((row, number) -> new Kept(overlap(row), BitSet.valueOf(row.getBytes("known"))))
        .optional();
  }

  private record Kept(Overlap overlap, BitSet rows) {}

  /** Names the imports, and whether they were read to their end: both decide what is found. */
  private static String[] comparedWith(List<Fingerprints.Earlier> imports) {
    return imports.stream()
        .map(each -> each.importId() + (each.read() ? "" : " in part"))
        .sorted()
        .toArray(String[]::new);
  }

  private Overlap overlap(ResultSet row) throws SQLException {
    return new Overlap(
        row.getLong("rows"),
        row.getLong("identical"),
        json.readValue(row.getString("imports"), new TypeReference<>() {}),
        List.of((String[]) row.getArray("addresses").getArray()));
  }

  private void keep(
      Subject file, List<Fingerprints.Earlier> imports, OverlapScan.Compared compared) {
    Overlap overlap = compared.overlap();
    jdbc.sql(
            """
            INSERT INTO import_overlap
                   (team_id, product_id, import_id, plan_hash, compared_with, rows, identical,
                    imports, addresses, known)
            VALUES (:team, :product, :import, :plan, :with, :rows, :identical, :imports::jsonb,
                    :addresses, :known)
            ON CONFLICT (team_id, product_id, import_id) DO UPDATE
               SET plan_hash = excluded.plan_hash, compared_with = excluded.compared_with,
                   rows = excluded.rows, identical = excluded.identical,
                   imports = excluded.imports, addresses = excluded.addresses,
                   known = excluded.known
            """)
        .param("team", file.teamId())
        .param("product", file.productId())
        .param("import", file.importId())
        .param("plan", hash(file.plan()))
        .param("with", comparedWith(imports))
        .param("rows", overlap.rows())
        .param("identical", overlap.identical())
        .param("imports", json.writeValueAsString(overlap.imports()))
        .param("addresses", overlap.addresses().toArray(String[]::new))
        .param("known", compared.known().toByteArray())
        .update();
  }

  private String hash(ReadingPlan plan) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(json.writeValueAsBytes(plan)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
