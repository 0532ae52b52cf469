package io.kundenwert.imports.run;

import static io.kundenwert.support.csv.SpreadsheetCells.harmless;

import io.kundenwert.imports.conversion.RejectionTexts;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.upload.UploadStore;
import io.kundenwert.support.csv.SpreadsheetCells;
import io.kundenwert.support.csv.SpreadsheetFile;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a run that were not taken, all of them, as a file that opens in the user's
 * spreadsheet: the original columns, then number, code and reason (A6). The cells are read again
 * from the upload, in step with the list of rejections.
 */
@Component
public class RejectedRows {
  private static final int PAGE = 2_000;
  private static final List<String> NOTES_GERMAN = List.of("Zeile", "Code", "Grund");
  private static final List<String> NOTES_ENGLISH = List.of("Row", "Code", "Reason");

  private final JdbcClient jdbc;
  private final RunQueries runs;
  private final UploadStore uploads;
  private final TableFiles files;
  private final JsonMapper json;

  RejectedRows(
      JdbcClient jdbc, RunQueries runs, UploadStore uploads, TableFiles files, JsonMapper json) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.uploads = uploads;
    this.files = files;
    this.json = json;
  }

  /** Writes the file. */
  public interface Download {
    /** Writes all of it; memory stays flat. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A rejected row, shown beside the result.
   *
   * @param row number in the file, 1 for the first data row
   * @param code stable code
   * @param reason its text in the user's language
   */
  @Schema(name = "RejectedRow")
  public record Item(long row, String code, String reason) {}

  /**
   * Rejected rows in file order.
   *
   * @param after number of the row behind which to begin, 0 for the start
   * @param limit rows at most
   * @param code only those with this code; null for all
   */
  public List<Item> page(
      UUID importId, boolean dryRun, long after, int limit, @Nullable String code, Locale locale) {
    RunKey run = run(importId, dryRun).key();
    return rows(run, after, limit, code).stream()
        .map(
            row ->
                new Item(
                    row.number(),
                    row.code(),
                    RejectionTexts.text(row.code(), row.params(), locale)))
        .toList();
  }

  /**
   * The file of all rejected rows.
   *
   * @throws Problem 404 if there is no run, 410 {@code upload-gone} once the upload was deleted
   */
  public Download csv(UUID importId, boolean dryRun, Locale locale) {
    RunRow run = run(importId, dryRun);
    RunSnapshot snapshot =
        json.readValue(
            jdbc.sql("SELECT snapshot FROM import_run WHERE run_id = ?")
                .param(run.key().runId())
                .query(String.class)
                .single(),
            RunSnapshot.class);
    requireUpload(snapshot);
    return out -> write(run.key(), snapshot, locale, out);
  }

  /**
   * What stands behind a rejected row's cells.
   *
   * @param row number of the row in the file that it came from
   * @param code stable code of its rejection
   */
  public record Note(long row, String code) {}

  /** How many columns of a file come before those that this class adds; all if it has none. */
  public static int columnsBefore(List<String> header) {
    int before = header.size() - NOTES_ENGLISH.size();
    if (before < 1) {
      return header.size();
    }
    List<String> last = header.subList(before, header.size());
    return last.equals(NOTES_GERMAN) || last.equals(NOTES_ENGLISH) ? before : header.size();
  }

  /**
   * The newest import of a product that has those columns and rejected those rows for those
   * reasons.
   *
   * @param header headings without the added ones
   * @param notes what stands behind some of the rows
   */
  public Optional<UUID> rejecting(
      UUID teamId, UUID productId, List<String> header, List<Note> notes) {
    if (notes.isEmpty()) {
      return Optional.empty();
    }
    return jdbc
        .sql(
            """
            SELECT run_id, snapshot FROM import_run run
             WHERE team_id = :team AND product_id = :product AND mode = 'import'
               AND (SELECT count(*)
                      FROM rejected_row rejected
                      JOIN unnest(:rows::bigint[], :codes::text[]) AS note (row_number, code)
                     USING (row_number, code)
                     WHERE rejected.team_id = run.team_id
                       AND rejected.product_id = run.product_id
                       AND rejected.run_id = run.run_id) = :notes
             ORDER BY started_at DESC LIMIT 20
            """)
        .param("team", teamId)
        .param("product", productId)
        .param("rows", notes.stream().map(Note::row).toArray(Long[]::new))
        .param("codes", notes.stream().map(Note::code).toArray(String[]::new))
        .param("notes", notes.stream().distinct().count())
        .query(
            (row, number) ->
                Map.entry(
                    row.getObject("run_id", UUID.class),
                    json.readValue(row.getString("snapshot"), RunSnapshot.class)))
        .list()
        .stream()
        .filter(
            run ->
                run.getValue().plan().header().stream()
                    .map(SpreadsheetCells::harmless)
                    .toList()
                    .equals(header))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void requireUpload(RunSnapshot snapshot) {
    try (InputStream upload = uploads.content(snapshot.uploadKey()).open()) {
      Objects.requireNonNull(upload);
    } catch (NoSuchFileException deleted) {
      throw new Problem(HttpStatus.GONE, "upload-gone");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private RunRow run(UUID importId, boolean dryRun) {
    return (dryRun ? runs.dryOfImport(importId) : runs.ofImport(importId))
        .orElseThrow(() -> Problem.notFound("run"));
  }

  private void write(RunKey run, RunSnapshot snapshot, Locale locale, OutputStream out)
      throws IOException {
    boolean german = SpreadsheetFile.isGerman(locale);
    try (TableReader reader =
            files.open(uploads.content(snapshot.uploadKey()), snapshot.plan().format());
        CSVPrinter csv = SpreadsheetFile.begin(out, locale)) {
      List<String> header = reader.header();
      for (String heading : header) {
        csv.print(harmless(heading));
      }
      csv.printRecord(german ? NOTES_GERMAN : NOTES_ENGLISH);
      long at = 0;
      List<RejectedRow> page = rows(run, at, PAGE, null);
      while (!page.isEmpty()) {
        for (RejectedRow rejected : page) {
          reader.skip(rejected.number() - at - 1);
          print(csv, reader.next(), header.size(), rejected, locale);
          at = rejected.number();
        }
        page = rows(run, at, PAGE, null);
      }
      csv.flush();
    }
  }

  private static void print(
      CSVPrinter csv, @Nullable Row row, int columns, RejectedRow rejected, Locale locale)
      throws IOException {
    List<String> cells = row == null ? List.of() : row.cells();
    for (String cell : cells) {
      csv.print(harmless(cell));
    }
    for (int i = cells.size(); i < columns; i++) {
      csv.print("");
    }
    csv.printRecord(
        rejected.number(),
        rejected.code(),
        harmless(RejectionTexts.text(rejected.code(), rejected.params(), locale)));
  }

  private List<RejectedRow> rows(RunKey run, long after, int limit, @Nullable String code) {
    return jdbc.sql(
            """
            SELECT row_number, code, params FROM rejected_row
             WHERE team_id = :team AND product_id = :product AND run_id = :run
               AND row_number > :after AND (:code::text IS NULL OR code = :code)
             ORDER BY row_number LIMIT :limit
            """)
        .param("team", run.teamId())
        .param("product", run.productId())
        .param("run", run.runId())
        .param("after", after)
        .param("code", code)
        .param("limit", limit)
        .query(
            (row, number) ->
                new RejectedRow(
                    row.getLong("row_number"),
                    row.getString("code"),
                    params(row.getString("params"))))
        .list();
  }

  private Map<String, String> params(String value) {
    return json.readValue(value, new TypeReference<>() {});
  }
}
