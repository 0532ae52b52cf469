package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.value.Totals;
import io.kundenwert.customer.value.Valuation;
import io.kundenwert.customer.value.ValuePolicy;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.support.ids.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Merges rows into the customers of one product, within one transaction and in its lock order. Most
 * rows only add amounts and overlay fields. Where that is not enough (totals to date, a payment
 * known before, an origin older than what is in effect) the customer's whole {@link
 * CustomerWork.History} is read and everything is derived from it.
 */
final class ProductMerge {
  private final MergeTables tables;
  private final ProductSettings product;
  private final RowRules rules;
  private final Instant now;
  private final LocalDate today;

  private final Map<UUID, CustomerWork> customers = new HashMap<>();
  private final Map<String, MergeTables.Identity> identities = new HashMap<>();
  private final Map<UUID, Long> loadedFieldSeq = new HashMap<>();
  private final Map<Contribution.Key, Contribution> contributions = new LinkedHashMap<>();
  private final Map<PaymentKey, List<Contribution>> payments = new HashMap<>();
  private final Map<UUID, CustomerWork> customerOfIdentity = new HashMap<>();
  private final Set<UUID> holders = new HashSet<>();

  private record PaymentKey(UUID sourceId, String externalId) {}

  ProductMerge(
      Connection connection,
      FieldsJson json,
      ProductSettings product,
      RowRules rules,
      Instant now) {
    this.tables = new MergeTables(connection, json, product.teamId(), product.productId());
    this.product = product;
    this.rules = rules;
    this.now = now;
    this.today = LocalDate.ofInstant(now, product.timeZone());
  }

  /**
   * Merges rows and sets their outcomes.
   *
   * @param rows rows of the product in the order of their offsets
   * @return the customers that were changed
   */
  Set<UUID> apply(List<PendingRow> rows) throws SQLException {
    List<PendingRow> accepted = new ArrayList<>(rows.size());
    for (PendingRow row : rows) {
      row.outcome = rules.check(row.incoming, row.row);
      if (row.outcome == null) {
        accepted.add(row);
      }
    }
    if (accepted.isEmpty()) {
      return Set.of();
    }
    // An older origin first: it is then the newer one that overlays. The sort keeps the file's
    // order within a run.
    accepted.sort(Comparator.comparingLong(PendingRow::originSeq));
    findIdentities(accepted);
    Set<PaymentKey> repeated = lockCustomers(accepted);
    readHistories(accepted, repeated);
    for (PendingRow row : accepted) {
      row.outcome = merge(row);
    }
    return write();
  }

  private void findIdentities(List<PendingRow> rows) throws SQLException {
    TreeMap<String, UUID> unknown = new TreeMap<>();
    Set<String> emailKeys = new HashSet<>();
    rows.forEach(row -> emailKeys.add(row.row.emailKey()));
    identities.putAll(tables.identities(emailKeys));
    for (PendingRow row : rows) {
      String emailKey = row.row.emailKey();
      if (!identities.containsKey(emailKey) && !unknown.containsKey(emailKey)) {
        unknown.put(emailKey, Ids.next());
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    int inserted = tables.insertIdentities(unknown);
    if (inserted == unknown.size()) {
      unknown.forEach((key, id) -> identities.put(key, new MergeTables.Identity(id, id)));
    } else {
      // Another writer was first with some; the insert has waited for its commit.
      identities.putAll(tables.identities(unknown.keySet()));
    }
    for (PendingRow row : rows) {
      String emailKey = row.row.emailKey();
      UUID made = unknown.get(emailKey);
      if (made != null
          && identity(emailKey).identityId().equals(made)
          && !customers.containsKey(made)) {
        customers.put(made, new CustomerWork(made, emailKey, now, true));
      }
    }
  }

  private MergeTables.Identity identity(String emailKey) {
    MergeTables.Identity identity = identities.get(emailKey);
    if (identity == null) {
      throw new RaceLostException("identity");
    }
    return identity;
  }

  /**
   * Locks and reads the customers of the rows, and those who hold a payment that the rows bring
   * again.
   *
   * @return payments that are known already or come more than once
   */
  private Set<PaymentKey> lockCustomers(List<PendingRow> rows) throws SQLException {
    Set<UUID> existing = new HashSet<>();
    Set<UUID> sources = new HashSet<>();
    Set<PaymentKey> brought = new HashSet<>();
    Set<PaymentKey> repeated = new HashSet<>();
    for (PendingRow row : rows) {
      UUID customerId = identity(row.row.emailKey()).customerId();
      if (!customers.containsKey(customerId)) {
        existing.add(customerId);
      }
      if (row.row.payment() != null) {
        sources.add(row.incoming.run().sourceId());
        PaymentKey key = paymentKey(row);
        if (!brought.add(key)) {
          repeated.add(key);
        }
      }
    }
    if (!brought.isEmpty()) {
      holders.addAll(findHolders(sources, brought, repeated));
      existing.addAll(holders);
    }
    for (MergeTables.LockedValue value : tables.lockValues(existing)) {
      loadedFieldSeq.put(value.customerId(), value.fieldSeq());
    }
    if (loadedFieldSeq.size() < existing.size()) {
      throw new RaceLostException("customer");
    }
    requireSameOwners(rows);
    customers.putAll(tables.lockedCustomers(existing));
    if (!brought.isEmpty() && !holders.containsAll(findHolders(sources, brought, repeated))) {
      throw new RaceLostException("payment");
    }
    return repeated;
  }

  /** An address that had moved to another customer may have moved back before the lock. */
  private void requireSameOwners(List<PendingRow> rows) throws SQLException {
    Set<String> moved = new HashSet<>();
    for (PendingRow row : rows) {
      MergeTables.Identity identity = identity(row.row.emailKey());
      if (!identity.identityId().equals(identity.customerId())) {
        moved.add(row.row.emailKey());
      }
    }
    if (!moved.isEmpty()
        && !tables.identities(moved).entrySet().stream()
            .allMatch(now -> now.getValue().equals(identities.get(now.getKey())))) {
      throw new RaceLostException("identity");
    }
  }

  /** Who holds payments that the rows bring again. */
  private Set<UUID> findHolders(
      Set<UUID> sources, Set<PaymentKey> brought, Set<PaymentKey> repeated) throws SQLException {
    Set<String> externalIds = new HashSet<>();
    brought.forEach(key -> externalIds.add(key.externalId()));
    Set<UUID> holdingIdentities = new HashSet<>();
    for (MergeTables.KnownPayment payment : tables.knownPayments(sources, externalIds)) {
      PaymentKey key = new PaymentKey(payment.sourceId(), payment.externalId());
      if (brought.contains(key)) {
        repeated.add(key);
        holdingIdentities.add(payment.identityId());
      }
    }
    return Set.copyOf(tables.customersOf(holdingIdentities).values());
  }

  private static PaymentKey paymentKey(PendingRow row) {
    return new PaymentKey(
        row.incoming.run().sourceId(), Objects.requireNonNull(row.row.payment()).transactionId());
  }

  private void readHistories(List<PendingRow> rows, Set<PaymentKey> repeated) throws SQLException {
    Set<UUID> sources = new HashSet<>();
    rows.forEach(row -> sources.add(row.incoming.run().sourceId()));
    Set<UUID> sourcesWithTotals = tables.sourcesWithTotals(sources);
    // Of several addresses a run's contributions count in the order of their rows, not of batches.
    Set<UUID> several = tables.withSeveralIdentities(loadedFieldSeq.keySet());
    Map<UUID, CustomerWork> derived = new LinkedHashMap<>();
    for (PendingRow row : rows) {
      CustomerWork customer = customerOf(row);
      if (several.contains(customer.customerId)
          || needsHistory(row, customer, sourcesWithTotals, repeated)) {
        derived.put(customer.customerId, customer);
      }
    }
    for (UUID holder : holders) {
      CustomerWork customer = customers.get(holder);
      if (customer == null) {
        throw new RaceLostException("payment");
      }
      derived.put(holder, customer);
    }
    if (derived.isEmpty()) {
      return;
    }
    tables.readHistories(derived);
    for (CustomerWork customer : derived.values()) {
      for (Contribution contribution : history(customer).contributions) {
        customerOfIdentity.put(contribution.key.identityId(), customer);
        remember(contribution);
      }
    }
  }

  private boolean needsHistory(
      PendingRow row,
      CustomerWork customer,
      Set<UUID> sourcesWithTotals,
      Set<PaymentKey> repeated) {
    long loaded = loadedFieldSeq.getOrDefault(customer.customerId, -1L);
    return row.incoming.run().amounts() == AmountMeaning.TOTALS
        || sourcesWithTotals.contains(row.incoming.run().sourceId())
        || loaded > row.originSeq()
        // The run's earlier tags are not in memory, and tags unite within a run.
        || (loaded == row.originSeq() && row.row.tags() != null && !row.row.tags().isEmpty())
        || (row.row.payment() != null && repeated.contains(paymentKey(row)));
  }

  private void remember(Contribution contribution) {
    contributions.put(contribution.key, contribution);
    if (contribution.isPayment()) {
      payments
          .computeIfAbsent(
              new PaymentKey(contribution.key.sourceId(), contribution.key.externalId()),
              key -> new ArrayList<>())
          .add(contribution);
    }
  }

  /** The customers that the rows concern. */
  Collection<CustomerWork> customers() {
    return customers.values();
  }

  /** Whom a row concerns. */
  CustomerWork customerOf(PendingRow row) {
    CustomerWork customer = customers.get(identity(row.row.emailKey()).customerId());
    if (customer == null) {
      throw new RaceLostException("customer");
    }
    return customer;
  }

  private static CustomerWork.History history(CustomerWork customer) {
    return Objects.requireNonNull(customer.history);
  }

  private Outcome merge(PendingRow row) {
    CustomerWork customer = customerOf(row);
    boolean created = customer.fresh && !customer.rowWritten;
    boolean first = isFirstOfRun(customer, row);
    if (first && customer.history != null) {
      customer.fields = customer.history.fields();
    }
    Totals totalsBefore = customer.totals;
    Fields fieldsBefore = customer.fields;
    boolean merged = customer.history == null ? add(customer, row) : derive(customer, row, first);
    if (!merged) {
      return Outcome.rejected("total-out-of-bounds");
    }
    customer.rowWritten = true;
    customer.runs.add(row.incoming.run().runId());
    customer.fieldSeq = Math.max(customer.fieldSeq, row.originSeq());
    if (created) {
      return Outcome.CREATED;
    }
    if (!first) {
      return Outcome.MERGED;
    }
    return customer.totals.equals(totalsBefore) && customer.fields.equals(fieldsBefore)
        ? Outcome.UNCHANGED
        : Outcome.UPDATED;
  }

  /** Whether no row of the run was merged into the customer yet, in this batch or before. */
  private boolean isFirstOfRun(CustomerWork customer, PendingRow row) {
    UUID runId = row.incoming.run().runId();
    if (customer.runs.contains(runId)) {
      return false;
    }
    if (customer.history != null) {
      return customer.history.contributions.stream().noneMatch(c -> c.key.runId().equals(runId));
    }
    return loadedFieldSeq.getOrDefault(customer.customerId, -1L) != row.originSeq();
  }

  /** Adds a row's amounts and overlays its fields; false if the totals would be out of bounds. */
  private boolean add(CustomerWork customer, PendingRow row) {
    Totals amounts = Contribution.amountsOf(row.row);
    Totals totals = customer.totals.plus(amounts);
    if (!totals.withinBounds()) {
      return false;
    }
    Contribution folded = contribution(Contribution.ofRun(identityOf(row), row.incoming, row.row));
    if (row.row.payment() != null) {
      contribution(Contribution.ofPayment(identityOf(row), row.incoming, row.row))
          .replace(row.incoming, row.row, amounts);
      folded.fold(row.incoming, Totals.NONE, Fields.of(row.row));
    } else {
      folded.fold(row.incoming, amounts, Fields.of(row.row));
    }
    customer.totals = totals;
    customer.fields =
        customer.fields.overlaidBy(
            row.row.emailKey().equals(customer.emailKey)
                ? folded.fields
                : folded.fields.withoutEmail());
    return true;
  }

  /** Under which address a row comes. */
  UUID identityOf(PendingRow row) {
    return identity(row.row.emailKey()).identityId();
  }

  private Contribution contribution(Contribution fresh) {
    Contribution known = contributions.putIfAbsent(fresh.key, fresh);
    return known == null ? fresh : known;
  }

  /** Puts a row into the history; totals and fields follow from it. */
  private boolean derive(CustomerWork customer, PendingRow row, boolean first) {
    boolean payment = row.row.payment() != null;
    Totals amounts = Contribution.amountsOf(row.row);
    Contribution.Key key =
        payment
            ? Contribution.ofPayment(identityOf(row), row.incoming, row.row).key
            : Contribution.ofRun(identityOf(row), row.incoming, row.row).key;
    boolean counts = counts(customer, row, key);
    List<Contribution> replaced = counts ? replacedBy(customer, row, key) : List.of();
    Contribution known = contributions.get(key);
    if (!boundsHold(customer, known, replaced, counts ? amounts : Totals.NONE, payment)) {
      return false;
    }
    Contribution folded =
        ofHistory(customer, Contribution.ofRun(identityOf(row), row.incoming, row.row));
    if (payment) {
      Contribution mine =
          ofHistory(customer, Contribution.ofPayment(identityOf(row), row.incoming, row.row));
      mine.replace(row.incoming, row.row, amounts);
      mine.counted = counts;
      folded.fold(row.incoming, Totals.NONE, Fields.of(row.row));
    } else {
      folded.fold(row.incoming, amounts, Fields.of(row.row));
      folded.counted = counts;
      folded.totals |= Contribution.statesTotals(row.incoming, row.row);
    }
    for (Contribution other : replaced) {
      other.counted = false;
      other.changed = true;
      CustomerWork holder = customerOfIdentity.get(other.key.identityId());
      if (holder != null && holder != customer) {
        holder.rowWritten = true;
        holder.totals = history(holder).totals();
      }
    }
    customer.totals = history(customer).totals();
    if (first) {
      customer.fields = history(customer).fields();
    }
    return true;
  }

  /** Whether no newer origin has replaced what a row says before it came. */
  private boolean counts(CustomerWork customer, PendingRow row, Contribution.Key key) {
    boolean covered =
        history(customer).contributions.stream()
            .anyMatch(
                c ->
                    c.totals
                        && c.originSeq > row.originSeq()
                        && c.key.identityId().equals(key.identityId())
                        && c.key.sourceId().equals(key.sourceId()));
    return !covered
        && (row.row.payment() == null
            || payments.getOrDefault(paymentKey(row), List.of()).stream()
                .noneMatch(c -> c.originSeq > row.originSeq()));
  }

  /** What counts no longer once a row counts: the same payment, or what a total covers. */
  private List<Contribution> replacedBy(
      CustomerWork customer, PendingRow row, Contribution.Key key) {
    if (row.row.payment() != null) {
      return payments.getOrDefault(paymentKey(row), List.of()).stream()
          .filter(c -> c.counted && !c.key.equals(key))
          .toList();
    }
    if (!Contribution.statesTotals(row.incoming, row.row)) {
      return List.of();
    }
    return history(customer).contributions.stream()
        .filter(
            c ->
                c.counted
                    && c.originSeq < row.originSeq()
                    && c.key.identityId().equals(key.identityId())
                    && c.key.sourceId().equals(key.sourceId()))
        .toList();
  }

  private Contribution ofHistory(CustomerWork customer, Contribution fresh) {
    Contribution known = contributions.get(fresh.key);
    if (known != null) {
      return known;
    }
    remember(fresh);
    history(customer).contributions.add(fresh);
    customerOfIdentity.put(fresh.key.identityId(), customer);
    return fresh;
  }

  private boolean boundsHold(
      CustomerWork customer,
      @Nullable Contribution mine,
      Collection<Contribution> replaced,
      Totals more,
      boolean replacesMine) {
    long gross = customer.totals.gross() + more.gross();
    long refunded = customer.totals.refunded() + more.refunded();
    long count = customer.totals.payments() + more.payments();
    List<Contribution> leaving = new ArrayList<>(replaced);
    if (replacesMine && mine != null && mine.counted) {
      leaving.add(mine);
    }
    for (Contribution other : leaving) {
      if (customerOfIdentity.get(other.key.identityId()) == customer) {
        gross -= other.amounts.gross();
        refunded -= other.amounts.refunded();
        count -= other.amounts.payments();
      }
    }
    return new Totals(gross, refunded, count, null, null).withinBounds();
  }

  private Set<UUID> write() throws SQLException {
    List<Contribution> added = new ArrayList<>();
    List<Contribution> put = new ArrayList<>();
    for (Contribution contribution : contributions.values()) {
      if (contribution.changed) {
        boolean wasRead = customerOfIdentity.containsKey(contribution.key.identityId());
        (wasRead ? put : added).add(contribution);
      }
    }
    tables.addContributions(added, identityEmails(), loadedFieldSeqByIdentity());
    tables.putContributions(put, identityEmails());

    List<CustomerWork> values = new ArrayList<>();
    List<CustomerWork> persons = new ArrayList<>();
    Set<UUID> changed = new HashSet<>();
    for (CustomerWork customer : customers.values()) {
      if (!customer.rowWritten) {
        continue;
      }
      if (customer.history != null) {
        customer.totals = customer.history.totals();
        customer.fields = customer.history.fields();
      }
      boolean personChanged = customer.fresh || !customer.fields.equals(customer.loadedFields);
      boolean valueChanged = revalue(customer);
      if (personChanged) {
        persons.add(customer);
      }
      boolean anotherOrigin =
          customer.fieldSeq
              != loadedFieldSeq.getOrDefault(customer.customerId, customer.fieldSeq - 1);
      // Another origin may be another source, which the search knows too.
      if (personChanged || valueChanged || anotherOrigin || customer.history != null) {
        changed.add(customer.customerId);
      }
      if (personChanged || valueChanged || anotherOrigin) {
        values.add(customer);
      }
    }
    Comparator<CustomerWork> byId = Comparator.comparing(customer -> customer.customerId);
    persons.sort(byId);
    values.sort(byId);
    tables.putCustomers(persons);
    tables.putValues(values, product.currency());
    return changed;
  }

  private boolean revalue(CustomerWork customer) {
    Valuation valuation =
        ValuePolicy.value(customer.totals, customer.fields.monthlySpend(), product, today);
    Valuation before = customer.valuation;
    if (before != null && before.priority() != valuation.priority()) {
      customer.previousPriority = before.priority().wireName();
      customer.priorityChangedAt = now;
    }
    customer.valuation = valuation;
    return !valuation.equals(before) || !customer.totals.equals(customer.loadedTotals);
  }

  private Map<UUID, String> identityEmails() {
    Map<UUID, String> emails = new HashMap<>();
    identities.forEach((emailKey, identity) -> emails.put(identity.identityId(), emailKey));
    return emails;
  }

  private Map<UUID, Long> loadedFieldSeqByIdentity() {
    Map<UUID, Long> seqs = new HashMap<>();
    identities.forEach(
        (emailKey, identity) -> {
          Long seq = loadedFieldSeq.get(identity.customerId());
          if (seq != null) {
            seqs.put(identity.identityId(), seq);
          }
        });
    return seqs;
  }
}
