package io.kundenwert.customer.merge;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunDescriptor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the merge should make of rows, written without knowledge of how it does it: all rows are
 * kept, and every answer is worked out anew from all of them.
 */
final class MergeModel {
  private final List<Merged> rows = new ArrayList<>();
  private final Map<UUID, Map<String, Integer>> counts = new LinkedHashMap<>();

  record Merged(RunDescriptor run, long number, ImportedRow row) {}

  record Expected(
      long gross,
      long refunded,
      long payments,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      @Nullable String email,
      @Nullable String name,
      @Nullable String company,
      @Nullable Long monthly,
      List<String> tags,
      Map<String, String> custom) {}

  void merge(IncomingRow incoming) {
    ImportedRow row = Objects.requireNonNull(incoming.row());
    String email = row.emailKey();
    boolean hasAmount =
        row.payment() != null
            || row.totalSpend() != null
            || row.refundVolume() != null
            || row.monthlySpend() != null;
    if (hasAmount && !row.currency().equals("EUR")) {
      count(incoming, "rejected");
      return;
    }
    boolean known = rows.stream().anyMatch(r -> r.row().emailKey().equals(email));
    boolean first =
        rows.stream()
            .noneMatch(r -> r.row().emailKey().equals(email) && r.run().equals(incoming.run()));
    Expected before = customer(email);
    rows.add(new Merged(incoming.run(), incoming.number(), row));
    Expected after = customer(email);
    if (!known) {
      count(incoming, "created");
    } else if (!first) {
      count(incoming, "merged");
    } else {
      count(incoming, before.equals(after) ? "unchanged" : "updated");
    }
  }

  /** A run that never was. */
  void undo(UUID runId) {
    rows.removeIf(merged -> merged.run().runId().equals(runId));
  }

  private void count(IncomingRow row, String outcome) {
    counts
        .computeIfAbsent(row.run().runId(), run -> new TreeMap<>())
        .merge(outcome, 1, Integer::sum);
  }

  int count(UUID runId, String outcome) {
    return counts.getOrDefault(runId, Map.of()).getOrDefault(outcome, 0);
  }

  List<String> emails() {
    return rows.stream().map(r -> r.row().emailKey()).distinct().toList();
  }

  Expected customer(String email) {
    long gross = 0;
    long refunded = 0;
    long payments = 0;
    LocalDate first = null;
    LocalDate last = null;
    for (Merged merged : counted(email)) {
      ImportedRow row = merged.row();
      ImportedRow.Payment payment = row.payment();
      gross += payment != null ? payment.amount() : orZero(row.totalSpend());
      refunded += payment != null ? payment.refunded() : orZero(row.refundVolume());
      payments += payment != null ? 1 : row.paymentCount() == null ? 0 : (long) row.paymentCount();
      LocalDate from = payment != null ? payment.on() : row.firstPaymentOn();
      LocalDate to = payment != null ? payment.on() : row.lastPaymentOn();
      if (from != null && (first == null || from.isBefore(first))) {
        first = from;
      }
      if (to != null && (last == null || to.isAfter(last))) {
        last = to;
      }
    }
    String written = null;
    String name = null;
    String company = null;
    Long monthly = null;
    List<String> tags = List.of();
    UUID tagsOf = null;
    Map<String, String> custom = new TreeMap<>();
    for (Merged merged : byOrigin(email)) {
      ImportedRow row = merged.row();
      written = row.email();
      name = row.name() != null ? row.name() : name;
      company = row.company() != null ? row.company() : company;
      monthly = row.monthlySpend() != null ? row.monthlySpend() : monthly;
      if (row.tags() != null && !row.tags().isEmpty()) {
        boolean unite = merged.run().runId().equals(tagsOf);
        List<String> united = new ArrayList<>(unite ? tags : List.of());
        row.tags().stream().filter(tag -> !united.contains(tag)).forEach(united::add);
        tags = united;
        tagsOf = merged.run().runId();
      }
      if (row.custom() != null) {
        custom.putAll(row.custom());
      }
    }
    return new Expected(
        gross, refunded, payments, first, last, written, name, company, monthly, tags, custom);
  }

  private List<Merged> byOrigin(String email) {
    return rows.stream()
        .filter(r -> r.row().emailKey().equals(email))
        .sorted(
            (a, b) ->
                a.run().originSeq() != b.run().originSeq()
                    ? Long.compare(a.run().originSeq(), b.run().originSeq())
                    : Long.compare(a.number(), b.number()))
        .toList();
  }

  private List<Merged> counted(String email) {
    return rows.stream()
        .filter(r -> r.row().emailKey().equals(email))
        .filter(r -> r.run().originSeq() >= lastTotal(email, r.run().sourceId()))
        .filter(r -> r.row().payment() == null || isNewestOfPayment(r))
        .toList();
  }

  private long lastTotal(String email, UUID sourceId) {
    return rows.stream()
        .filter(r -> r.row().emailKey().equals(email))
        .filter(r -> r.run().sourceId().equals(sourceId))
        .filter(r -> r.row().payment() == null && r.run().amounts() == AmountMeaning.TOTALS)
        .filter(
            r ->
                r.row().totalSpend() != null
                    || r.row().refundVolume() != null
                    || r.row().paymentCount() != null)
        .mapToLong(r -> r.run().originSeq())
        .max()
        .orElse(0);
  }

  private boolean isNewestOfPayment(Merged row) {
    return rows.stream()
        .filter(r -> r.run().sourceId().equals(row.run().sourceId()))
        .filter(r -> r.row().payment() != null)
        .filter(r -> Objects.equals(transaction(r), transaction(row)))
        .noneMatch(
            r ->
                r.run().originSeq() > row.run().originSeq()
                    || (r.run().equals(row.run()) && r.number() > row.number()));
  }

  private static @Nullable String transaction(Merged merged) {
    ImportedRow.Payment payment = merged.row().payment();
    return payment == null ? null : payment.transactionId();
  }

  private static long orZero(@Nullable Long amount) {
    return amount == null ? 0 : amount;
  }
}
