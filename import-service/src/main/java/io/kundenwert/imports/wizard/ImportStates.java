package io.kundenwert.imports.wizard;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.conversion.ColumnReview;
import io.kundenwert.imports.conversion.Planner;
import io.kundenwert.imports.conversion.PreviewRow;
import io.kundenwert.imports.conversion.ReadingContext;
import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.imports.conversion.RejectionTexts;
import io.kundenwert.imports.conversion.Review;
import io.kundenwert.imports.conversion.RowConverter;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.mapping.HeaderHash;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.mapping.MappingProposal;
import io.kundenwert.imports.mapping.MappingProposer;
import io.kundenwert.imports.product.Product;
import io.kundenwert.imports.product.Products;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.profile.ColumnProfile;
import io.kundenwert.imports.run.RunView;
import io.kundenwert.imports.run.Runs;
import io.kundenwert.imports.template.MappingTemplates;
import io.kundenwert.imports.upload.UploadStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out what the wizard shows. Nothing of it is stored: it follows from file and mapping. */
@Component
class ImportStates {
  private static final int PREVIEW_ROWS = 50;
  private static final int LEAST_PREVIEW_ROWS = 3;
  private static final int PREVIEW_CELLS = 20_000;
  private static final int PREVIEW_CELL_LENGTH = 300;

  private final Planner planner;
  private final MappingProposer proposer;
  private final Products products;
  private final MappingTemplates templates;
  private final TableFiles files;
  private final UploadStore uploads;
  private final Runs runs;
  private final FileImports imports;
  private final OverlapQuestions overlaps;
  private final Clock clock;

  ImportStates(
      Planner planner,
      MappingProposer proposer,
      Products products,
      MappingTemplates templates,
      TableFiles files,
      UploadStore uploads,
      Runs runs,
      FileImports imports,
      OverlapQuestions overlaps,
      Clock clock) {
    this.planner = planner;
    this.proposer = proposer;
    this.products = products;
    this.templates = templates;
    this.files = files;
    this.uploads = uploads;
    this.runs = runs;
    this.imports = imports;
    this.overlaps = overlaps;
    this.clock = clock;
  }

  /** What stands between an import and its start. */
  Review review(FileImport file) {
    Product product = products.require(file.teamId(), file.productId());
    return planner.review(
        file.profile(),
        file.mapping(),
        new ReadingContext(
            product.currency(),
            product.zone(),
            LocalDate.ofInstant(clock.instant(), product.zone())));
  }

  /** Everything. */
  ImportState full(FileImport file, Locale locale) {
    RunView run = runs.ofImport(file.importId()).orElse(null);
    if (file.uploadGone() && run != null) {
      return state(file, run.status(), null, null, run, dry(file));
    }
    Review review = review(file);
    RunView dry = dry(file);
    OverlapState overlap = run == null ? overlap(file, review, dry) : null;
    return state(
        file,
        status(file, review, overlap, run),
        analysis(file, review, locale),
        overlap,
        run,
        dry);
  }

  /** What changes while a run is under way. */
  ImportState live(FileImport file) {
    RunView run = runs.ofImport(file.importId()).orElse(null);
    if (run != null) {
      return state(file, run.status(), null, null, run, dry(file));
    }
    Review review = review(file);
    RunView dry = dry(file);
    OverlapState overlap = overlap(file, review, dry);
    return state(file, status(file, review, overlap, null), null, overlap, null, dry);
  }

  /** Read once for one answer: what is said of the addresses must fit what is said of the run. */
  private @Nullable RunView dry(FileImport file) {
    // The start has raised the version and changed nothing else.
    return runs.dryOfImport(file.importId(), file.started() ? file.version() - 1 : file.version())
        .orElse(null);
  }

  private @Nullable OverlapState overlap(FileImport file, Review review, @Nullable RunView dry) {
    ReadingPlan plan = review.plan();
    return plan == null || !file.profiled() || file.failure() != null
        ? null
        : overlaps.state(file, plan, dry);
  }

  private ImportState state(
      FileImport file,
      String status,
      ImportState.@Nullable Analysis analysis,
      @Nullable OverlapState overlap,
      @Nullable RunView run,
      @Nullable RunView dry) {
    FileImport.Failure failure = file.failure();
    return new ImportState(
        file.importId(),
        file.productId(),
        status,
        file.version(),
        file.fileName(),
        file.fileSize(),
        file.sha256(),
        file.createdBy(),
        file.createdAt(),
        file.sourceName(),
        file.amounts(),
        file.corrects(),
        imports.correcting(file.teamId(), file.importId()),
        failure == null ? null : new ImportState.Failure(failure.code(), failure.params()),
        analysis,
        overlap,
        run,
        dry);
  }

  private static String status(
      FileImport file, Review review, @Nullable OverlapState overlap, @Nullable RunView run) {
    if (run != null) {
      return run.status();
    }
    if (file.failure() != null) {
      return "unreadable";
    }
    if (!file.profiled()) {
      return "uploaded";
    }
    return review.ready() && (overlap == null || !overlap.question()) ? "ready" : "questions";
  }

  private ImportState.Analysis analysis(FileImport file, Review review, Locale locale) {
    List<String> header = file.profile().header();
    return new ImportState.Analysis(
        file.profiled(),
        file.profile().rows(),
        file.profile().defective(),
        file.profile().detected(),
        file.overrides(),
        HeaderHash.of(header),
        file.mapping(),
        columns(file, review),
        review.questions(),
        review.issues(),
        checklist(file.mapping()),
        templates.fitting(file.teamId(), file.productId(), header),
        preview(file, review.plan(), locale));
  }

  private List<ImportState.Column> columns(FileImport file, Review review) {
    MappingProposal proposal = proposer.propose(file.profile());
    List<ImportState.Column> columns = new ArrayList<>();
    for (ColumnReview reviewed : review.columns()) {
      ColumnProfile profile = file.profile().columns().get(reviewed.column());
      MappingProposal.Column proposed = proposal.columns().get(reviewed.column());
      columns.add(
          new ImportState.Column(
              reviewed.column(),
              profile.header(),
              reviewed.samples(),
              profile.filled(),
              reviewed.target().toString(),
              reviewed.reading(),
              reviewed.settledBy(),
              reviewed.chosen(),
              proposed.confidence().name().toLowerCase(Locale.ROOT),
              proposed.basis().name().toLowerCase(Locale.ROOT),
              proposed.target().toString(),
              proposed.recognised() == null ? null : proposed.recognised().wireName(),
              proposed.takenBy(),
              proposed.alternatives().stream().map(Field::wireName).toList()));
    }
    return columns;
  }

  private static List<ImportState.Check> checklist(Mapping mapping) {
    return List.of(
        new ImportState.Check("email", true, mapping.has(Field.EMAIL)),
        new ImportState.Check(
            "name",
            true,
            mapping.has(Field.NAME)
                || mapping.has(Field.FIRST_NAME)
                || mapping.has(Field.LAST_NAME)),
        new ImportState.Check(
            "total-spend",
            false,
            mapping.has(Field.TOTAL_SPEND) || mapping.has(Field.TRANSACTION_AMOUNT)));
  }

  private @Nullable List<ImportState.PreviewRow> preview(
      FileImport file, @Nullable ReadingPlan plan, Locale locale) {
    if (plan == null || file.failure() != null) {
      return null;
    }
    try (TableReader reader = files.open(uploads.content(file.uploadKey()), plan.format())) {
      int rows = PREVIEW_CELLS / Math.max(1, plan.header().size());
      return PreviewRow.read(
              reader, RowConverter.of(plan), Math.clamp(rows, LEAST_PREVIEW_ROWS, PREVIEW_ROWS))
          .stream()
          .map(row -> preview(row, locale))
          .toList();
    } catch (NoSuchFileException gone) {
      // Uploads are deleted some time after their run.
      return null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ImportState.PreviewRow preview(PreviewRow row, Locale locale) {
    ImportedRow read = row.row();
    var rejection = row.rejection();
    return new ImportState.PreviewRow(
        row.number(),
        row.cells().stream().map(ImportStates::cut).toList(),
        read == null ? null : values(read),
        rejection == null
            ? null
            : new ImportState.Rejection(
                rejection.code(),
                RejectionTexts.text(rejection.code(), rejection.params(), locale),
                rejection.column()));
  }

  private static String cut(String cell) {
    return cell.length() <= PREVIEW_CELL_LENGTH
        ? cell
        : cell.substring(0, PREVIEW_CELL_LENGTH) + "…";
  }

  private static ImportState.Values values(ImportedRow row) {
    return new ImportState.Values(
        row.email(),
        row.name(),
        row.company(),
        row.phone(),
        row.country(),
        row.externalId(),
        row.tags(),
        row.consent(),
        row.custom(),
        money(row.totalSpend(), row.currency()),
        money(row.monthlySpend(), row.currency()),
        money(row.refundVolume(), row.currency()),
        row.paymentCount(),
        row.firstPaymentOn(),
        row.lastPaymentOn(),
        payment(row.payment(), row.currency()));
  }

  private static ImportState.@Nullable Payment payment(
      ImportedRow.@Nullable Payment payment, String currency) {
    return payment == null
        ? null
        : new ImportState.Payment(
            payment.transactionId(),
            new RunView.Money(Long.toString(payment.amount()), currency),
            new RunView.Money(Long.toString(payment.refunded()), currency),
            money(payment.fee(), currency),
            payment.on(),
            payment.at());
  }

  private static RunView.@Nullable Money money(@Nullable Long minor, String currency) {
    return minor == null ? null : new RunView.Money(Long.toString(minor), currency);
  }
}
