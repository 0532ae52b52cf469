package io.kundenwert.imports.wizard;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.overlap.Overlap;
import io.kundenwert.imports.overlap.Overlaps;
import io.kundenwert.imports.reading.UnreadableFileException;
import io.kundenwert.imports.run.ChangeFeed;
import io.kundenwert.imports.run.RunView;
import io.kundenwert.imports.run.Runs;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Asks before amounts are counted that may have been imported before (A8): above 20 % identical
 * rows, or above 50 % known addresses in a file whose amounts would be added. Nobody is asked where
 * nothing is added: totals to date of one source replace each other, and so do payments with an id.
 */
@Component
class OverlapQuestions {
  private static final List<String> ANSWERS = List.of("add", "totals", "only-new", "replace");
  private static final long MANY_KNOWN_PERCENT = 50;

  /** Files up to this size are compared while the user waits. */
  private static final long SMALL = 8L * 1024 * 1024;

  private static final Set<Field> ADDED =
      Set.of(Field.TOTAL_SPEND, Field.REFUND_VOLUME, Field.PAYMENT_COUNT, Field.TRANSACTION_AMOUNT);

  private final Overlaps overlaps;
  private final FileImports imports;
  private final Runs runs;
  private final ChangeFeed feed;

  OverlapQuestions(Overlaps overlaps, FileImports imports, Runs runs, ChangeFeed feed) {
    this.overlaps = overlaps;
    this.imports = imports;
    this.runs = runs;
    this.feed = feed;
  }

  /**
   * What a start may do, now that nothing is open.
   *
   * @param knownRows numbers of rows that are left out
   * @param addresses some of the addresses, if customer-service has to look whether they are known
   * @param replaces import that is undone
   * @param importAgain whether the same content may count once more
   */
  record Cleared(
      BitSet knownRows, List<String> addresses, @Nullable UUID replaces, boolean importAgain) {}

  /**
   * What the wizard shows; a file that was not compared yet is from now on.
   *
   * @param dry the dry run of the import as it is, if there was one
   */
  OverlapState state(FileImport file, ReadingPlan plan, @Nullable RunView dry) {
    Overlaps.Subject subject = subject(file, plan);
    Optional<Overlap> known = overlaps.known(subject);
    if (known.isEmpty() && !takesAll(file)) {
      overlaps.request(subject, () -> feed.announce(file.importId()));
    }
    Addresses addresses = addresses(dry);
    boolean question =
        file.overlap() == null
            && !file.importAgain()
            && (hasManyKnown(file, plan, addresses)
                || known.filter(overlap -> hasManyIdentical(file, plan, overlap)).isPresent());
    return new OverlapState(
        known.isPresent(),
        known.filter(overlap -> overlap != Overlap.NONE).map(Overlap::rows).orElse(null),
        known.map(Overlap::identical).orElse(null),
        known.map(overlap -> with(file, overlap)).orElse(List.of()),
        addresses == null ? null : addresses.of(),
        addresses == null ? null : addresses.known(),
        question,
        file.overlap() == null ? null : file.overlap().answer().wireName(),
        file.overlap() == null ? null : file.overlap().replaces());
  }

  /** Whether nobody needs to know what was imported before: all rows are taken. */
  private static boolean takesAll(FileImport file) {
    OverlapAnswer said = file.overlap();
    return said == null ? file.importAgain() : said.answer() == OverlapAnswer.Kind.ADD;
  }

  /**
   * Clears a start. What a person answered counts more than a general "import again".
   *
   * @param again whether the user said that the amounts may count once more
   * @param wait whether also a large file is compared while the user waits
   * @throws Problem 409 {@code overlap} if an answer is needed, {@code analysis-running} until the
   *     file was compared
   */
  Cleared clear(FileImport file, ReadingPlan plan, boolean again, boolean wait) {
    boolean importAgain = again || file.importAgain();
    OverlapAnswer said = file.overlap();
    if (said == null) {
      // What is frozen was cleared before, and registered or about to be.
      return importAgain || file.started()
          ? new Cleared(new BitSet(), List.of(), null, importAgain)
          : unanswered(file, plan, wait);
    }
    return switch (said.answer()) {
      case ADD -> new Cleared(new BitSet(), List.of(), null, importAgain);
      // No row counts twice, also if the file as a whole was imported before.
      case ONLY_NEW -> new Cleared(compared(file, plan, wait).rows(), List.of(), null, true);
      case REPLACE -> replacing(file, plan, said, importAgain, wait);
    };
  }

  private Cleared unanswered(FileImport file, ReadingPlan plan, boolean wait) {
    Overlap overlap = compared(file, plan, wait).overlap();
    Addresses addresses = addresses(runs.dryOfImport(file.importId(), file.version()).orElse(null));
    if (hasManyIdentical(file, plan, overlap) || hasManyKnown(file, plan, addresses)) {
      throw question(file, overlap, addresses);
    }
    return new Cleared(
        new BitSet(), asksForAddresses(file, plan) ? overlap.addresses() : List.of(), null, false);
  }

  /** Rows that another import has than the one that is replaced would still count twice. */
  private Cleared replacing(
      FileImport file, ReadingPlan plan, OverlapAnswer said, boolean importAgain, boolean wait) {
    if (!importAgain && !file.started()) {
      Overlap overlap = compared(file, plan, wait).overlap();
      Overlap others =
          new Overlap(
              overlap.rows(),
              overlap.imports().stream()
                  .filter(with -> !with.importId().equals(said.replaces()))
                  .mapToLong(Overlap.With::rows)
                  .sum(),
              overlap.imports().stream()
                  .filter(with -> !with.importId().equals(said.replaces()))
                  .toList(),
              List.of());
      if (hasManyIdentical(file, plan, others)) {
        throw question(file, others, null);
      }
    }
    return new Cleared(new BitSet(), List.of(), said.replaces(), importAgain);
  }

  /** The question, after customer-service found most of some addresses known. */
  Problem question(FileImport file, ReadingPlan plan, Problem found) {
    return question(
        file,
        overlaps.known(subject(file, plan)).orElse(Overlap.NONE),
        new Addresses(number(found, "known"), number(found, "of")));
  }

  private static long number(Problem problem, String param) {
    return problem.params().get(param) instanceof Number number ? number.longValue() : 0;
  }

  /** The import was started. */
  void started(FileImport file) {
    overlaps.forget(file.teamId(), file.productId(), file.importId());
  }

  private Problem question(FileImport file, Overlap overlap, @Nullable Addresses addresses) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("rows", overlap.rows());
    params.put("identicalRows", overlap.identical());
    params.put("imports", with(file, overlap));
    if (addresses != null) {
      params.put("addresses", addresses.of());
      params.put("knownAddresses", addresses.known());
    }
    params.put(
        "answers",
        ANSWERS.stream()
            .filter(answer -> !answer.equals("totals") || isOfItsSource(file, overlap))
            .toList());
    return new Problem(HttpStatus.CONFLICT, "overlap", params);
  }

  private Overlaps.WithRows compared(FileImport file, ReadingPlan plan, boolean wait) {
    Overlaps.Subject subject = subject(file, plan);
    if (!wait && file.fileSize() > SMALL && overlaps.known(subject).isEmpty()) {
      overlaps.request(subject, () -> feed.announce(file.importId()));
      throw new Problem(HttpStatus.CONFLICT, "analysis-running");
    }
    try {
      return overlaps.compare(subject);
    } catch (UnreadableFileException unreadable) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, unreadable.code(), unreadable.params());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean hasManyIdentical(FileImport file, ReadingPlan plan, Overlap overlap) {
    return overlap.hasManyIdentical()
        && (asks(file, plan) || !isOfItsSource(file, overlap))
        // The same file once more is refused as such.
        && !imports.hasContent(
            file.teamId(),
            overlap.imports().stream().map(Overlap.With::importId).toList(),
            file.sha256());
  }

  /** Totals, and payments with an id, replace what the same source said before, and only that. */
  private boolean isOfItsSource(FileImport file, Overlap overlap) {
    return imports
        .named(file.teamId(), overlap.imports().stream().map(Overlap.With::importId).toList())
        .values()
        .stream()
        .allMatch(named -> named.source().strip().equalsIgnoreCase(file.sourceName().strip()));
  }

  private static boolean hasManyKnown(
      FileImport file, ReadingPlan plan, @Nullable Addresses addresses) {
    return addresses != null
        && asksForAddresses(file, plan)
        && addresses.known() * 100 > MANY_KNOWN_PERCENT * addresses.of();
  }

  private static boolean asks(FileImport file, ReadingPlan plan) {
    return file.amounts().equals(AmountMeaning.NEW.wireName())
        && plan.columns().stream()
            .noneMatch(column -> column.target().field() == Field.TRANSACTION_ID);
  }

  /** Rows that were rejected once, and are corrected, belong to customers who are known. */
  private static boolean asksForAddresses(FileImport file, ReadingPlan plan) {
    return asks(file, plan)
        && file.corrects() == null
        && plan.columns().stream().anyMatch(column -> ADDED.contains(column.target().field()));
  }

  private record Addresses(long known, long of) {}

  /** What a dry run of the import as it is has counted: the first row of each address. */
  private static @Nullable Addresses addresses(@Nullable RunView dry) {
    if (dry == null || !dry.status().equals("finished")) {
      return null;
    }
    RunView.Counts counts = dry.counts();
    long known = counts.updated() + counts.unchanged();
    return new Addresses(known, counts.created() + known);
  }

  private List<OverlapState.With> with(FileImport file, Overlap overlap) {
    Map<UUID, FileImports.Named> named =
        imports.named(
            file.teamId(), overlap.imports().stream().map(Overlap.With::importId).toList());
    return overlap.imports().stream()
        .filter(with -> named.containsKey(with.importId()))
        .map(
            with -> {
              FileImports.Named name = java.util.Objects.requireNonNull(named.get(with.importId()));
              return new OverlapState.With(
                  with.importId(), name.fileName(), name.createdAt(), with.rows());
            })
        .toList();
  }

  private static Overlaps.Subject subject(FileImport file, ReadingPlan plan) {
    return new Overlaps.Subject(
        file.teamId(), file.productId(), file.importId(), file.uploadKey(), plan);
  }
}
