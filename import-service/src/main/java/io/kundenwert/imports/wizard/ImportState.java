package io.kundenwert.imports.wizard;

import io.kundenwert.imports.conversion.MappingIssue;
import io.kundenwert.imports.conversion.Question;
import io.kundenwert.imports.conversion.RenderedValue;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.DetectedFormat;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.run.RunView;
import io.kundenwert.imports.template.MappingTemplates;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that the wizard shows of an import.
 *
 * @param id the import
 * @param productId product
 * @param status {@code uploaded} while the file is still being read through, {@code questions} or
 *     {@code ready} before the start (in lists analysed for both), {@code unreadable}; then the
 *     run's: {@code starting}, {@code publishing}, {@code merging}, {@code finished}, {@code
 *     cancelled}, {@code failed}
 * @param version to be sent back with a change
 * @param fileName name of the file
 * @param fileSize its bytes
 * @param sha256 its content
 * @param createdBy who uploaded it
 * @param createdAt when
 * @param source named source that the amounts count for (A8)
 * @param amounts {@code new} or {@code totals} (A8)
 * @param corrects the import whose rejected rows the file corrects (A6)
 * @param correctedBy imports that correct rows which this one rejected; empty in lists
 * @param failure why the file cannot be read, if so
 * @param analysis how the file is read; absent in lists and once the upload was deleted
 * @param overlap what it has in common with earlier imports (A8); absent in lists, while something
 *     else is open, and once started
 * @param run the run, once started
 * @param dryRun what the import as it is now would do, if that was asked for (A4); absent in lists
 */
public record ImportState(
    UUID id,
    UUID productId,
    @Schema(
            allowableValues = {
              "uploaded",
              "analysed",
              "questions",
              "ready",
              "unreadable",
              "starting",
              "publishing",
              "merging",
              "finished",
              "cancelled",
              "failed"
            })
        String status,
    long version,
    String fileName,
    long fileSize,
    @Nullable String sha256,
    UUID createdBy,
    Instant createdAt,
    String source,
    @Schema(allowableValues = {"new", "totals"}) String amounts,
    @Nullable UUID corrects,
    List<UUID> correctedBy,
    @Nullable Failure failure,
    @Nullable Analysis analysis,
    @Nullable OverlapState overlap,
    @Nullable RunView run,
    @Nullable RunView dryRun) {

  /**
   * Why a file cannot be read.
   *
   * @param code stable code
   * @param params values for its text
   */
  @Schema(name = "ImportFailure")
  public record Failure(String code, Map<String, String> params) {}

  /**
   * How a file is read.
   *
   * @param complete whether the whole file was looked at; until then what is said rests on a sample
   * @param rows data rows looked at: all of the file if complete
   * @param defective those among them that could not be told apart into cells
   * @param detected format with findings, and the first raw lines decoded in it
   * @param overrides what the user said of the format
   * @param headerHash equal for files with the same headings
   * @param mapping which column is which field
   * @param columns the columns in file order
   * @param questions what has to be answered before the start (A2)
   * @param issues what the mapping lacks or has too much of
   * @param checklist the fields that matter, and whether they are mapped
   * @param templates saved mappings for these headings, the newest first
   * @param preview the first rows as they will be read (A4); absent while something is open
   */
  @Schema(name = "ImportAnalysis")
  public record Analysis(
      boolean complete,
      long rows,
      long defective,
      DetectedFormat detected,
      FormatOverrides overrides,
      String headerHash,
      Mapping mapping,
      List<Column> columns,
      List<Question> questions,
      List<MappingIssue> issues,
      List<Check> checklist,
      List<MappingTemplates.Saved> templates,
      @Nullable List<PreviewRow> preview) {}

  /**
   * A column of the file.
   *
   * @param column place in the file, from 0
   * @param header heading as written
   * @param samples up to five distinct values, with how they are read
   * @param filled cells that are not empty
   * @param target field that it is mapped to
   * @param reading how numbers or dates are read; absent for texts and open questions
   * @param settledBy the value that settles the reading
   * @param chosen whether the user chose the reading
   * @param confidence of the proposal: {@code sure}, {@code likely}, {@code unclear}
   * @param basis of the proposal: {@code header}, {@code values}, {@code none}
   * @param proposed the proposed field
   * @param recognised what the heading means, also where it is not taken
   * @param takenBy the column that is mapped to the recognised field instead
   * @param alternatives other fields that the heading can mean
   */
  @Schema(name = "ImportColumn")
  public record Column(
      int column,
      String header,
      List<RenderedValue> samples,
      long filled,
      String target,
      @Nullable String reading,
      @Nullable String settledBy,
      boolean chosen,
      String confidence,
      String basis,
      String proposed,
      @Nullable String recognised,
      @Nullable Integer takenBy,
      List<String> alternatives) {}

  /**
   * A line of the checklist.
   *
   * @param field {@code email}, {@code name} or {@code total-spend}
   * @param required whether the import cannot start without it
   * @param mapped whether it is mapped
   */
  @Schema(name = "ImportCheck")
  public record Check(String field, boolean required, boolean mapped) {}

  /**
   * A row as it will be read. Either values or a rejection are there.
   *
   * @param row number in the file, 1 for the first data row
   * @param cells the cells as written, in file order, long ones cut
   * @param values as read
   * @param rejection why it will not be taken
   */
  public record PreviewRow(
      long row, List<String> cells, @Nullable Values values, @Nullable Rejection rejection) {}

  /** A row's values as read; absent where the cell is empty or the column not mapped. */
  @Schema(name = "PreviewValues")
  public record Values(
      String email,
      @Nullable String name,
      @Nullable String company,
      @Nullable String phone,
      @Nullable String country,
      @Nullable String externalId,
      @Nullable List<String> tags,
      @Nullable Boolean consent,
      @Nullable Map<String, String> custom,
      RunView.@Nullable Money totalSpend,
      RunView.@Nullable Money monthlySpend,
      RunView.@Nullable Money refundVolume,
      @Nullable Integer paymentCount,
      @Nullable LocalDate firstPaymentOn,
      @Nullable LocalDate lastPaymentOn,
      @Nullable Payment payment) {}

  /** A single payment as read. */
  @Schema(name = "PreviewPayment")
  public record Payment(
      String transactionId,
      RunView.Money amount,
      RunView.Money refunded,
      RunView.@Nullable Money fee,
      @Nullable LocalDate on,
      @Nullable Instant at) {}

  /**
   * Why a row will not be taken.
   *
   * @param code stable code
   * @param reason its text in the user's language
   * @param column the column it is about, from 0
   */
  @Schema(name = "PreviewRejection")
  public record Rejection(String code, String reason, @Nullable Integer column) {}
}
