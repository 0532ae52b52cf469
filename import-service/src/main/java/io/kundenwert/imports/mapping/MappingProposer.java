package io.kundenwert.imports.mapping;

import io.kundenwert.imports.mapping.HeaderSynonyms.Meanings;
import io.kundenwert.imports.mapping.MappingProposal.Basis;
import io.kundenwert.imports.mapping.MappingProposal.Confidence;
import io.kundenwert.imports.reading.profile.ColumnProfile;
import io.kundenwert.imports.reading.profile.FileProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proposes a mapping from headings and values (A3). A heading counts if it is known; what it means
 * in this file is decided by the other headings; values confirm it or speak against it.
 */
public final class MappingProposer {

  /** A proposal for a file. */
  public MappingProposal propose(FileProfile file) {
    List<Meanings> meanings =
        file.columns().stream().map(column -> HeaderSynonyms.meanings(column.header())).toList();
    FileShape shape = FileShape.of(file.columns(), meanings);
    List<Guess> guesses = new ArrayList<>();
    for (int i = 0; i < file.columns().size(); i++) {
      guesses.add(guess(file.columns().get(i), meanings.get(i), shape));
    }
    addressesByValues(guesses);
    Map<Field, Guess> winners = winners(guesses);
    return new MappingProposal(
        guesses.stream().map(guess -> guess.proposal(winners.get(guess.field()))).toList());
  }

  private static Guess guess(ColumnProfile column, Meanings meanings, FileShape shape) {
    if (meanings.synonyms().isEmpty()) {
      return Guess.unknown(column);
    }
    Field field = resolve(column, meanings, shape);
    boolean company = meanings.has(Field.NAME) && meanings.has(Field.COMPANY);
    boolean resolved = !meanings.isOnly(field) && !company;
    Confidence confidence = Confidence.SURE;
    if (resolved || !meanings.exact()) {
      confidence = Confidence.LIKELY;
    }
    if (isOpenGuess(meanings, field, shape)) {
      confidence = Confidence.UNCLEAR;
    }
    boolean contradicted = ValueCheck.contradicts(column, field);
    return new Guess(
        column,
        field,
        contradicted ? Confidence.UNCLEAR : confidence,
        Basis.HEADER,
        meanings.exact(),
        meanings.rank(field),
        field.isTarget() && !contradicted && isUseful(field, shape),
        meanings.fields().stream().filter(each -> each != field).toList());
  }

  /** What a heading means in a file of this shape. */
  private static Field resolve(ColumnProfile column, Meanings meanings, FileShape shape) {
    if (meanings.has(Field.TRANSACTION_AMOUNT)) {
      return shape.rowsArePayments() ? Field.TRANSACTION_AMOUNT : Field.TOTAL_SPEND;
    }
    if (meanings.has(Field.TRANSACTION_ID) && shape.payments()) {
      return Field.TRANSACTION_ID;
    }
    if (meanings.has(Field.EXTERNAL_ID)) {
      return Field.EXTERNAL_ID;
    }
    if (meanings.has(Field.CREATED_DATE) && meanings.has(Field.TRANSACTION_DATE)) {
      return shape.rowsArePayments() ? Field.TRANSACTION_DATE : Field.CREATED_DATE;
    }
    if (meanings.has(Field.TRANSACTION_STATUS) && meanings.has(Field.CONSENT)) {
      return ValueCheck.isSubscriptions(column) ? Field.CONSENT : Field.TRANSACTION_STATUS;
    }
    if (meanings.has(Field.NPS_CATEGORY) && meanings.has(Field.TAGS)) {
      return shape.survey() ? Field.NPS_CATEGORY : Field.TAGS;
    }
    if (meanings.has(Field.NAME) && meanings.has(Field.COMPANY)) {
      return shape.sevdesk() ? Field.COMPANY : Field.NAME;
    }
    return meanings.synonyms().getFirst().field();
  }

  /** "Betrag" in a list of customers is read as a total: the user should look. */
  private static boolean isOpenGuess(Meanings meanings, Field field, FileShape shape) {
    return (field == Field.TOTAL_SPEND && !meanings.has(Field.TOTAL_SPEND))
        || (field == Field.TRANSACTION_AMOUNT && shape.anonymousPayments());
  }

  /** What belongs to a payment says nothing in a list of customers. */
  private static boolean isUseful(Field field, FileShape shape) {
    return switch (field) {
      case TRANSACTION_ID -> shape.payments();
      case TRANSACTION_DATE, TRANSACTION_STATUS, TRANSACTION_FEE -> shape.rowsArePayments();
      case TOTAL_SPEND, MONTHLY_SPEND, PAYMENT_COUNT, FIRST_PAYMENT_DATE, LAST_PAYMENT_DATE ->
          !shape.rowsArePayments();
      default -> true;
    };
  }

  /** A column of addresses is the e-mail if no heading says which one it is. */
  private static void addressesByValues(List<Guess> guesses) {
    if (guesses.stream().anyMatch(guess -> guess.taken() && guess.field() == Field.EMAIL)) {
      return;
    }
    for (int i = 0; i < guesses.size(); i++) {
      Guess guess = guesses.get(i);
      if (ValueCheck.isEmails(guess.column())) {
        guesses.set(i, guess.asEmail());
      }
    }
  }

  /** Of the columns for a field the one with the better reason, then the better heading. */
  private static Map<Field, Guess> winners(List<Guess> guesses) {
    Map<Field, Guess> winners = new EnumMap<>(Field.class);
    guesses.stream()
        .filter(guess -> guess.taken() && guess.field().isUnique())
        .sorted(
            Comparator.comparing(Guess::isEmpty)
                .thenComparing(guess -> guess.confidence() == Confidence.UNCLEAR)
                .thenComparing(guess -> !guess.exact())
                .thenComparing(Guess::rank))
        .forEach(guess -> winners.putIfAbsent(guess.field(), guess));
    return winners;
  }

  /** What is thought of a column before the columns are compared. */
  private record Guess(
      ColumnProfile column,
      Field field,
      Confidence confidence,
      Basis basis,
      boolean exact,
      int rank,
      boolean taken,
      List<Field> alternatives) {

    static Guess unknown(ColumnProfile column) {
      return new Guess(
          column,
          Field.SKIP,
          Confidence.UNCLEAR,
          Basis.NONE,
          false,
          Integer.MAX_VALUE,
          true,
          List.of());
    }

    Guess asEmail() {
      return new Guess(
          column,
          Field.EMAIL,
          Confidence.LIKELY,
          Basis.VALUES,
          false,
          Integer.MAX_VALUE,
          true,
          field == Field.SKIP ? List.of() : List.of(field));
    }

    boolean isEmpty() {
      return column.filled() == 0;
    }

    MappingProposal.Column proposal(@Nullable Guess winner) {
      Integer takenBy =
          winner == null || winner.column().index() == column.index()
              ? null
              : winner.column().index();
      boolean skipped = !taken || takenBy != null;
      return new MappingProposal.Column(
          column.index(),
          column.header(),
          skipped ? ColumnTarget.SKIP : ColumnTarget.of(field),
          confidence,
          basis,
          field == Field.SKIP ? null : field,
          takenBy,
          alternatives);
    }
  }
}
