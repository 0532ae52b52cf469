package io.kundenwert.imports.wizard;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.imports.conversion.Question;
import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.imports.conversion.Review;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.mapping.MappingProposer;
import io.kundenwert.imports.product.Products;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.UnreadableFileException;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.profile.FileProfiler;
import io.kundenwert.imports.run.RunView;
import io.kundenwert.imports.run.Runs;
import io.kundenwert.imports.template.MappingTemplates;
import io.kundenwert.imports.upload.StoredUpload;
import io.kundenwert.imports.upload.UploadStore;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The wizard: from an upload to a running import. The caller's rights are checked before. */
@Component
public class Imports {
  /** Files up to this size are read through before the upload is answered. */
  private static final long SMALL = 8L * 1024 * 1024;

  private static final long SAMPLE_ROWS = 10_000;
  private static final int MAX_SOURCE = 120;
  private static final String USUAL_SOURCE = "Import";

  private final FileImports imports;
  private final ImportStates states;
  private final FileProfiler profiler;
  private final MappingProposer proposer;
  private final MappingTemplates templates;
  private final Products products;
  private final UploadStore uploads;
  private final Runs runs;
  private final OverlapQuestions overlaps;
  private final Corrections corrections;
  private final ProfileWorker profileWorker;
  private final UploadRetention retention;
  private final Clock clock;

  Imports(
      FileImports imports,
      ImportStates states,
      FileProfiler profiler,
      MappingProposer proposer,
      MappingTemplates templates,
      Products products,
      UploadStore uploads,
      Runs runs,
      OverlapQuestions overlaps,
      Corrections corrections,
      ProfileWorker profileWorker,
      UploadRetention retention,
      Clock clock) {
    this.imports = imports;
    this.states = states;
    this.profiler = profiler;
    this.proposer = proposer;
    this.templates = templates;
    this.products = products;
    this.uploads = uploads;
    this.runs = runs;
    this.overlaps = overlaps;
    this.corrections = corrections;
    this.profileWorker = profileWorker;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * An upload that was understood and is not yet an import.
   *
   * @param upload the kept file
   * @param profile what it is like
   * @param mapping which column is which field
   */
  public record Understood(StoredUpload upload, FileProfile profile, Mapping mapping) {}

  /**
   * What the uploader said.
   *
   * @param fileName name of the file
   * @param source named source, 1 to 120 characters; null for the usual one
   * @param amounts what the amounts are; null for the usual meaning
   * @param importAgain whether the same content may count once more
   * @param overlap what is done with rows that were imported before; null if a person is asked
   * @param corrects the import whose rejected rows are corrected; null to look at the file itself
   */
  public record Wanted(
      String fileName,
      @Nullable String source,
      @Nullable AmountMeaning amounts,
      boolean importAgain,
      @Nullable OverlapAnswer overlap,
      @Nullable UUID corrects) {

    /** Checks the source's name. */
    public Wanted {
      if (source != null) {
        requireSource(source);
      }
    }
  }

  private static void requireSource(String source) {
    if (source.isBlank()
        || source.length() > MAX_SOURCE
        || source.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badRequest("invalid-parameter", "source", null);
    }
  }

  /**
   * Reads an upload: the whole file if it is small or the answer must be final, else its beginning,
   * and the rest while the user looks at it.
   *
   * @param mapping the user's mapping; null for the proposed one
   * @throws Problem 422 with the reason if it is not a table
   */
  public Understood understand(StoredUpload upload, @Nullable Mapping mapping, boolean whole)
      throws IOException {
    FileProfile profile =
        profile(upload.key(), FormatOverrides.NONE, whole || upload.size() <= SMALL);
    return new Understood(
        upload, profile, mapping != null ? mapping : proposer.propose(profile).mapping());
  }

  private FileProfile profile(String uploadKey, FormatOverrides overrides, boolean whole)
      throws IOException {
    FileContent content = uploads.content(uploadKey);
    try {
      return whole
          ? profiler.whole(content, overrides)
          : profiler.sample(content, overrides, SAMPLE_ROWS);
    } catch (UnreadableFileException unreadable) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, unreadable.code(), unreadable.params());
    }
  }

  /**
   * Makes an import of an upload; returns its id. A file of rejected rows goes on where the import
   * that rejected them was: same source, same meaning of amounts.
   *
   * @throws Problem 404 if it corrects an import that there is not
   */
  public UUID create(
      Caller caller, UUID teamId, UUID productId, Understood understood, Wanted wanted) {
    products.require(teamId, productId);
    Corrections.Corrected corrected =
        corrections.of(
            teamId, productId, understood.upload(), understood.profile(), wanted.corrects());
    FileImport first = corrected == null ? null : corrected.file();
    String source =
        wanted.source() != null
            ? wanted.source()
            : first == null ? USUAL_SOURCE : first.sourceName();
    String amounts =
        wanted.amounts() != null
            ? wanted.amounts().wireName()
            : first == null ? AmountMeaning.NEW.wireName() : first.amounts();
    UUID importId = Ids.next();
    imports.add(
        new FileImport(
            teamId,
            productId,
            importId,
            1,
            caller.userId(),
            clock.instant(),
            wanted.fileName(),
            understood.upload().size(),
            understood.upload().sha256(),
            understood.upload().key(),
            source,
            amounts,
            wanted.importAgain(),
            wanted.overlap(),
            first == null ? null : first.importId(),
            FormatOverrides.NONE,
            understood.profile(),
            corrected == null ? understood.mapping() : corrected.without(understood.mapping()),
            understood.profile().complete(),
            null,
            false,
            false));
    return importId;
  }

  /** Whether an import is made of this upload, and not of an earlier one with the same content. */
  public boolean uses(UUID teamId, UUID importId, StoredUpload upload) {
    return require(teamId, importId).uploadKey().equals(upload.key());
  }

  /** Looks again for files that have to be read through. */
  public void created() {
    profileWorker.nudge();
  }

  /**
   * The product of an import.
   *
   * @throws Problem 404 if the team has no such import
   */
  public UUID productOf(UUID teamId, UUID importId) {
    return require(teamId, importId).productId();
  }

  /** The whole state of an import. */
  public ImportState state(UUID teamId, UUID importId, Locale locale) {
    return states.full(require(teamId, importId), locale);
  }

  /** What changes of an import while it runs. */
  public ImportState live(UUID teamId, UUID importId) {
    return states.live(require(teamId, importId));
  }

  /**
   * A change of what the user says; what is null stays.
   *
   * @param version the version that was looked at
   * @param format how the file is to be read; the mapping starts anew
   * @param mapping which column is which field, with the answers to the questions
   * @param templateId a saved mapping to apply
   * @param source named source
   * @param amounts what the amounts are
   * @param overlap what is done with rows that were imported before
   */
  public record Change(
      long version,
      @Nullable FormatOverrides format,
      @Nullable Mapping mapping,
      @Nullable UUID templateId,
      @Nullable String source,
      @Nullable AmountMeaning amounts,
      @Nullable OverlapAnswer overlap) {}

  /**
   * Changes an import that is not started.
   *
   * @throws Problem 409 {@code changed-meanwhile} or {@code already-started}; 422 if the file is no
   *     table in that format
   */
  public void change(UUID teamId, UUID importId, Change change) throws IOException {
    FileImport known = requireOpen(teamId, importId, change.version());
    String source = change.source() == null ? known.sourceName() : change.source();
    requireSource(source);
    FormatOverrides format = change.format() == null ? known.overrides() : change.format();
    boolean sameFormat = format.equals(known.overrides());
    FileProfile profile =
        sameFormat
            ? known.profile()
            : profile(known.uploadKey(), format, known.fileSize() <= SMALL);
    FileImport changed =
        known.with(
            source,
            change.amounts() == null ? known.amounts() : change.amounts().wireName(),
            change.overlap() == null ? known.overlap() : change.overlap(),
            format,
            profile,
            mapping(known, change, sameFormat, profile),
            sameFormat ? known.failure() : null);
    if (!imports.change(changed)) {
      throw new Problem(HttpStatus.CONFLICT, "changed-meanwhile");
    }
    profileWorker.nudge();
  }

  private Mapping mapping(
      FileImport known, Change change, boolean sameFormat, FileProfile profile) {
    if (change.mapping() != null) {
      return change.mapping();
    }
    if (change.templateId() != null) {
      return templates
          .get(known.teamId(), known.productId(), change.templateId())
          .applyTo(profile.header());
    }
    return sameFormat ? known.mapping() : proposer.propose(profile).mapping();
  }

  private FileImport requireOpen(UUID teamId, UUID importId, long version) {
    FileImport known = require(teamId, importId);
    if (known.started()) {
      throw new Problem(HttpStatus.CONFLICT, "already-started");
    }
    if (known.version() != version) {
      throw new Problem(
          HttpStatus.CONFLICT, "changed-meanwhile", Map.of("version", known.version()));
    }
    return known;
  }

  /**
   * Starts an import, once however often it is asked.
   *
   * @param importAgain whether the same content may count once more
   * @param wait whether also a large file is compared with earlier imports before the answer
   * @param recorded run in the transaction in which the import begins, not when it had begun before
   * @throws Problem 409 {@code analysis-running}, {@code questions-open}, {@code overlap}, {@code
   *     already-imported} or {@code changed-meanwhile}
   */
  public void start(
      Caller caller,
      UUID teamId,
      UUID importId,
      boolean importAgain,
      boolean wait,
      Runnable recorded) {
    FileImport file = require(teamId, importId);
    if (file.started() && runs.isStarted(importId)) {
      return;
    }
    ReadingPlan plan = requirePlan(file);
    OverlapQuestions.Cleared cleared = overlaps.clear(file, plan, importAgain, wait);
    // Frozen before it is announced: what customer-service registers must not change any more.
    if (!file.started() && !imports.freeze(file)) {
      throw new Problem(HttpStatus.CONFLICT, "changed-meanwhile");
    }
    try {
      runs.start(caller, start(file, plan, cleared), recorded);
    } catch (Problem refused) {
      if (refused.status().is4xxClientError()) {
        imports.unfreeze(file);
      }
      throw refused.code().equals("known-addresses")
          ? overlaps.question(file, plan, refused)
          : refused;
    }
    overlaps.started(file);
  }

  /**
   * Starts a dry run of an import that is not started (A4).
   *
   * @throws Problem 409 {@code already-started}, {@code analysis-running}, {@code questions-open}
   *     or {@code dry-run-stopping}
   */
  public void startDry(Caller caller, UUID teamId, UUID importId, Runnable recorded) {
    FileImport file = require(teamId, importId);
    if (file.started()) {
      throw new Problem(HttpStatus.CONFLICT, "already-started");
    }
    ReadingPlan plan = requirePlan(file);
    boolean onlyNew =
        file.overlap() != null && file.overlap().answer() == OverlapAnswer.Kind.ONLY_NEW;
    runs.startDry(caller, start(file, plan, overlaps.clear(file, plan, !onlyNew, false)), recorded);
  }

  /**
   * Stops the dry run of an import.
   *
   * @throws Problem 409 {@code import-not-running} if there is nothing to stop
   */
  public void cancelDry(UUID teamId, UUID importId) {
    require(teamId, importId);
    runs.cancelDry(importId);
  }

  private Runs.Start start(FileImport file, ReadingPlan plan, OverlapQuestions.Cleared cleared) {
    return new Runs.Start(
        file.importId(),
        file.teamId(),
        file.productId(),
        file.uploadKey(),
        file.fileName(),
        file.sha256(),
        file.profile().rows(),
        file.sourceName(),
        file.amounts(),
        cleared.importAgain(),
        file.version(),
        plan,
        cleared.knownRows(),
        cleared.addresses(),
        cleared.replaces(),
        retention.keptUntil(file));
  }

  private ReadingPlan requirePlan(FileImport file) {
    FileImport.Failure failure = file.failure();
    if (failure != null) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, failure.code(), failure.params());
    }
    if (!file.profiled()) {
      throw new Problem(HttpStatus.CONFLICT, "analysis-running");
    }
    Review review = states.review(file);
    ReadingPlan plan = review.plan();
    if (plan == null) {
      throw new Problem(HttpStatus.CONFLICT, "questions-open", open(review));
    }
    return plan;
  }

  private static Map<String, Object> open(Review review) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("count", review.questions().size() + review.issues().size());
    params.put("columns", review.questions().stream().map(Question::header).toList());
    params.put("questions", review.questions());
    params.put("issues", review.issues());
    return params;
  }

  /** Whether an import can start as it is. */
  public boolean isReady(UUID teamId, UUID importId) {
    FileImport file = require(teamId, importId);
    return file.failure() == null && file.profiled() && states.review(file).ready();
  }

  /**
   * Stops an import that runs.
   *
   * @throws Problem 409 {@code import-not-running} if there is nothing to stop
   */
  public void cancel(UUID teamId, UUID importId) {
    require(teamId, importId);
    runs.cancel(importId);
  }

  /**
   * Saves an import's mapping under a name.
   *
   * @return id of the template
   */
  public UUID saveTemplate(Caller caller, UUID teamId, UUID importId, String name) {
    FileImport file = require(teamId, importId);
    return templates.save(
        caller, teamId, file.productId(), name, file.profile().header(), file.mapping());
  }

  /**
   * Imports of a team without their analysis, the newest first.
   *
   * @param productId only of this product; null for all
   */
  public ListPage<ImportState> list(UUID teamId, @Nullable UUID productId, ListQuery query) {
    List<FileImports.Summary> found = imports.list(teamId, productId, query);
    Map<UUID, RunView> started =
        runs.ofImports(found.stream().map(FileImports.Summary::importId).toList());
    return ListPage.of(
        query,
        found.stream().map(file -> line(file, started.get(file.importId()))).toList(),
        ImportState::id);
  }

  private static ImportState line(FileImports.Summary file, @Nullable RunView run) {
    String status =
        run != null
            ? run.status()
            : file.failed() ? "unreadable" : file.profiled() ? "analysed" : "uploaded";
    return new ImportState(
        file.importId(),
        file.productId(),
        status,
        file.version(),
        file.fileName(),
        file.fileSize(),
        null,
        file.createdBy(),
        file.createdAt(),
        file.sourceName(),
        file.amounts(),
        file.corrects(),
        List.of(),
        null,
        null,
        null,
        run,
        null);
  }

  private FileImport require(UUID teamId, UUID importId) {
    return imports.find(teamId, importId).orElseThrow(() -> Problem.notFound("import"));
  }
}
