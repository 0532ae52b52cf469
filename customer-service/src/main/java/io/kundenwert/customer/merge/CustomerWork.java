package io.kundenwert.customer.merge;

import io.kundenwert.customer.value.Totals;
import io.kundenwert.customer.value.Valuation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A customer while a batch is merged into it; its row of customer_value is locked. */
final class CustomerWork {
  final UUID customerId;
  final String emailKey;
  final Instant createdAt;

  /** Whether this batch creates it. */
  final boolean fresh;

  Fields fields = Fields.NONE;
  Totals totals = Totals.NONE;
  long fieldSeq;
  @Nullable Valuation valuation;
  @Nullable String previousPriority;
  @Nullable Instant priorityChangedAt;

  /** Runs that this batch has already merged a row of. */
  final Set<UUID> runs = new HashSet<>();

  /** Everything it has, if a row cannot be merged without: see {@link History}. */
  @Nullable History history;

  /** Fields and totals as the database has them. */
  Fields loadedFields = Fields.NONE;

  Totals loadedTotals = Totals.NONE;

  /** Whether a row was merged into it, or its payment taken. */
  boolean rowWritten;

  CustomerWork(UUID customerId, String emailKey, Instant createdAt, boolean fresh) {
    this.customerId = customerId;
    this.emailKey = emailKey;
    this.createdAt = createdAt;
    this.fresh = fresh;
  }

  /**
   * All contributions and edits of one customer: what totals and fields are derived from where
   * adding and overlaying is not enough.
   */
  static final class History {
    private static final UUID NOBODY = new UUID(0, 0);

    final List<Contribution> contributions = new ArrayList<>();
    final Map<Long, Fields> manual;
    final Set<UUID> secondIdentities;

    History(Map<Long, Fields> manual, Set<UUID> secondIdentities) {
      this.manual = manual;
      this.secondIdentities = secondIdentities;
    }

    Totals totals() {
      Totals sum = Totals.NONE;
      for (Contribution contribution : contributions) {
        if (contribution.counted) {
          sum = sum.plus(contribution.amounts);
        }
      }
      return sum;
    }

    /** Whether nothing refers to the customer: no contribution, no edit, no further address. */
    boolean isEmpty() {
      return contributions.isEmpty() && manual.isEmpty() && secondIdentities.isEmpty();
    }

    /** The highest origin that fills fields; 0 if there is none. */
    long newestOrigin() {
      return Stream.concat(
              contributions.stream().map(contribution -> contribution.originSeq),
              manual.keySet().stream())
          .mapToLong(Long::longValue)
          .max()
          .orElse(0);
    }

    /** The effective fields: of each the one with the highest origin. */
    Fields fields() {
      record Origin(long seq, long row, UUID of, Fields fields) {}
      List<Origin> origins = new ArrayList<>();
      for (Contribution contribution : contributions) {
        if (!contribution.isPayment()) {
          origins.add(
              new Origin(
                  contribution.originSeq,
                  contribution.lastRow,
                  contribution.key.identityId(),
                  filledBy(contribution)));
        }
      }
      manual.forEach((seq, fields) -> origins.add(new Origin(seq, 0, NOBODY, fields)));
      // A run can have filled the fields of two addresses that are one customer by now.
      origins.sort(
          Comparator.comparingLong(Origin::seq)
              .thenComparingLong(Origin::row)
              .thenComparing(Origin::of));
      Fields effective = Fields.NONE;
      for (Origin origin : origins) {
        effective = effective.overlaidBy(origin.fields);
      }
      return effective.withoutCleared();
    }

    /** Whether some field is as a person left it: no later origin has filled it since. */
    boolean keepsEdits() {
      return manual.entrySet().stream()
          .anyMatch(edit -> edit.getValue().fillsMoreThan(filledAfter(edit.getKey())));
    }

    private Fields filledAfter(long seq) {
      Fields filled = Fields.NONE;
      for (Contribution contribution : contributions) {
        if (!contribution.isPayment() && contribution.originSeq > seq) {
          filled = filled.overlaidBy(filledBy(contribution));
        }
      }
      return filled;
    }

    private Fields filledBy(Contribution contribution) {
      return secondIdentities.contains(contribution.key.identityId())
          ? contribution.fields.withoutEmail()
          : contribution.fields;
    }
  }
}
