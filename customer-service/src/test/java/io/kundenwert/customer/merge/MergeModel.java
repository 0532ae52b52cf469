package io.kundenwert.customer.merge;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunDescriptor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the merge should make of rows, written without knowledge of how it does it: all rows are
 * kept, and every answer is worked out anew from all of them.
 */
final class MergeModel {
  private final List<Merged> rows = new ArrayList<>();
  private final Map<UUID, Map<String, Integer>> counts = new LinkedHashMap<>();
  private final Map<String, String> mergedInto = new TreeMap<>();
  private final Map<String, Map<String, Edit>> edits = new TreeMap<>();

  record Merged(RunDescriptor run, long number, ImportedRow row) {}

  /** What a person entered, after how many runs and edits. */
  record Edit(long origin, String value) {}

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
    boolean known = emails().contains(email);
    List<String> own = group(email);
    boolean first =
        rows.stream()
            .noneMatch(r -> own.contains(r.row().emailKey()) && r.run().equals(incoming.run()));
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

  /** All addresses that belong to a customer. */
  List<String> emails() {
    Set<String> all = new TreeSet<>(mergedInto.keySet());
    all.addAll(mergedInto.values());
    all.addAll(edits.keySet());
    rows.forEach(r -> all.add(r.row().emailKey()));
    return List.copyOf(all);
  }

  /** The addresses by which customers began, one for each. */
  List<String> customers() {
    return emails().stream().filter(email -> !mergedInto.containsKey(email)).toList();
  }

  String customerOf(String email) {
    return mergedInto.getOrDefault(email, email);
  }

  private List<String> group(String email) {
    List<String> group = new ArrayList<>(List.of(customerOf(email)));
    mergedInto.forEach(
        (merged, into) -> {
          if (into.equals(group.getFirst())) {
            group.add(merged);
          }
        });
    return group;
  }

  List<String> addressesOf(String customer) {
    return group(customer);
  }

  void edit(String customer, String field, long origin, String value) {
    edits.computeIfAbsent(customer, key -> new TreeMap<>()).put(field, new Edit(origin, value));
  }

  void mergeCustomers(String into, String other) {
    group(other).forEach(email -> mergedInto.put(email, into));
  }

  /** Parts an address, and those that had come with it, from a customer. */
  void part(List<String> emails, String customer) {
    emails.forEach(email -> mergedInto.put(email, customer));
    mergedInto.remove(customer);
  }

  Expected customer(String email) {
    long gross = 0;
    long refunded = 0;
    long payments = 0;
    LocalDate first = null;
    LocalDate last = null;
    List<String> group = group(email);
    for (Merged merged : group.stream().flatMap(each -> counted(each).stream()).toList()) {
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
    Map<String, String> custom = new TreeMap<>();
    for (Filled filled : filled(group)) {
      written = filled.email() != null ? filled.email() : written;
      name = filled.name() != null ? filled.name() : name;
      company = filled.company() != null ? filled.company() : company;
      monthly = filled.monthly() != null ? filled.monthly() : monthly;
      tags = filled.tags().isEmpty() ? tags : filled.tags();
      custom.putAll(filled.custom());
    }
    return new Expected(
        gross,
        refunded,
        payments,
        first,
        last,
        written == null ? group.getFirst() : written,
        name,
        company,
        monthly,
        tags,
        custom);
  }

  /** What one run, or one edit, filled of one address. */
  private record Filled(
      long origin,
      long lastRow,
      @Nullable String email,
      @Nullable String name,
      @Nullable String company,
      @Nullable Long monthly,
      List<String> tags,
      Map<String, String> custom) {}

  private List<Filled> filled(List<String> group) {
    List<Filled> all = new ArrayList<>();
    for (String email : group) {
      edits
          .getOrDefault(email, Map.of())
          .forEach(
              (field, edit) ->
                  all.add(
                      new Filled(
                          edit.origin(),
                          0,
                          null,
                          field.equals("name") ? edit.value() : null,
                          field.equals("company") ? edit.value() : null,
                          null,
                          List.of(),
                          Map.of())));
      Map<UUID, List<Merged>> byRun = new LinkedHashMap<>();
      byOrigin(email)
          .forEach(
              merged ->
                  byRun.computeIfAbsent(merged.run().runId(), r -> new ArrayList<>()).add(merged));
      byRun.values().forEach(run -> all.add(folded(run, email.equals(group.getFirst()))));
    }
    all.sort(Comparator.comparingLong(Filled::origin).thenComparingLong(Filled::lastRow));
    return all;
  }

  private static Filled folded(List<Merged> run, boolean primary) {
    String name = null;
    String company = null;
    Long monthly = null;
    List<String> tags = new ArrayList<>();
    Map<String, String> custom = new TreeMap<>();
    for (Merged merged : run) {
      ImportedRow row = merged.row();
      name = row.name() != null ? row.name() : name;
      company = row.company() != null ? row.company() : company;
      monthly = row.monthlySpend() != null ? row.monthlySpend() : monthly;
      if (row.tags() != null) {
        row.tags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
      }
      if (row.custom() != null) {
        custom.putAll(row.custom());
      }
    }
    Merged last = run.getLast();
    return new Filled(
        last.run().originSeq(),
        last.number(),
        primary ? last.row().email() : null,
        name,
        company,
        monthly,
        tags,
        custom);
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
