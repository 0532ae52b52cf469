package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes what one run contributed out of some of its customers (A9), within one transaction and in
 * the merge's order of locks. Nothing is remembered of how things were before: what remains is
 * derived again from the contributions and edits that survive, so that runs can be undone in any
 * order.
 */
final class RunRemoval {
  private final MergeTables tables;
  private final ProductSettings product;
  private final UUID runId;
  private final UUID sourceId;
  private final Derivation derivation;

  private final Map<UUID, CustomerWork> customers = new HashMap<>();
  private final Set<UUID> ofRun = new HashSet<>();
  private final List<Contribution> taken = new ArrayList<>();
  private final List<CustomerWork> changed = new ArrayList<>();
  private final List<CustomerWork> gone = new ArrayList<>();
  private final Set<UUID> edited = new HashSet<>();
  private int reversed;
  private int kept;

  private record Group(UUID identityId, UUID sourceId) {}

  private record Payment(UUID sourceId, String externalId) {}

  RunRemoval(MergeTables tables, ProductSettings product, UUID runId, UUID sourceId, Instant now) {
    this.tables = tables;
    this.product = product;
    this.runId = runId;
    this.sourceId = sourceId;
    this.derivation = new Derivation(product, now);
  }

  /**
   * Works out what is left of the customers of some identities.
   *
   * @param lock whether the customers are locked; without a lock nothing may be written
   * @throws ArithmeticException if a customer's totals would be out of bounds
   */
  void plan(Collection<UUID> identityIds, boolean lock) throws SQLException {
    Set<UUID> ids = new HashSet<>(tables.customersOf(identityIds).values());
    // The run goes from all addresses of a customer at once.
    Set<UUID> identities = new HashSet<>(identityIds);
    identities.addAll(tables.identitiesOf(ids));
    Set<UUID> holders = holders(identities);
    ofRun.addAll(ids);
    ids.addAll(holders);
    int found = (lock ? tables.lockValues(ids) : tables.readValues(ids)).size();
    if (lock
        && (found < ids.size()
            || !identities.containsAll(tables.identitiesOf(ofRun))
            || !holders.containsAll(holders(identities)))) {
      throw new RaceLostException("customer");
    }
    customers.putAll(tables.lockedCustomers(ids));
    tables.readHistories(customers);
    for (UUID id : List.copyOf(ofRun)) {
      CustomerWork customer = Objects.requireNonNull(customers.get(id));
      // Of a customer with several addresses only one is the occasion to count it.
      boolean occasion =
          lock ? has(customer) : firstAddress(customer).filter(identityIds::contains).isPresent();
      if (occasion) {
        take(customer);
      } else {
        ofRun.remove(id);
      }
    }
    countAgain();
    customers.values().forEach(this::settle);
  }

  /** Who holds payments that the identities have from the run, or that do not count there. */
  private Set<UUID> holders(Collection<UUID> identityIds) throws SQLException {
    Set<UUID> identities = new HashSet<>();
    for (MergeTables.KnownPayment payment : tables.paymentsBehind(runId, sourceId, identityIds)) {
      identities.add(payment.identityId());
    }
    return new HashSet<>(tables.customersOf(identities).values());
  }

  private static CustomerWork.History history(CustomerWork customer) {
    return Objects.requireNonNull(customer.history);
  }

  private boolean has(CustomerWork customer) {
    return history(customer).contributions.stream().anyMatch(c -> c.key.runId().equals(runId));
  }

  private Optional<UUID> firstAddress(CustomerWork customer) {
    return history(customer).contributions.stream()
        .filter(c -> c.key.runId().equals(runId))
        .map(c -> c.key.identityId())
        .min(Comparator.naturalOrder());
  }

  private void take(CustomerWork customer) {
    List<Contribution> all = history(customer).contributions;
    for (Contribution contribution : List.copyOf(all)) {
      if (contribution.key.runId().equals(runId)) {
        taken.add(contribution);
        all.remove(contribution);
      }
    }
  }

  /** Decides again what counts wherever the run had replaced something. */
  private void countAgain() {
    Set<Group> groups = new HashSet<>();
    Set<Payment> payments = new HashSet<>();
    for (Contribution contribution : taken) {
      groups.add(group(contribution));
      if (contribution.isPayment()) {
        payments.add(payment(contribution));
      }
    }
    Map<Payment, Contribution> newest = new HashMap<>();
    Map<Group, Long> total = new HashMap<>();
    List<Contribution> affected = new ArrayList<>();
    for (CustomerWork customer : customers.values()) {
      for (Contribution contribution : history(customer).contributions) {
        if (contribution.totals) {
          total.merge(group(contribution), contribution.originSeq, Math::max);
        }
        // What the run left at holders goes later: until then it keeps what it has, and gets no
        // more.
        boolean goes = contribution.key.runId().equals(runId);
        if (contribution.isPayment() && (!goes || contribution.counted)) {
          newest.merge(payment(contribution), contribution, Contribution::newer);
        }
        if (!goes
            && (groups.contains(group(contribution))
                || (contribution.isPayment() && payments.contains(payment(contribution))))) {
          affected.add(contribution);
        }
      }
    }
    for (Contribution contribution : affected) {
      boolean covered =
          total.getOrDefault(group(contribution), Long.MIN_VALUE) > contribution.originSeq;
      boolean counts =
          !covered
              && (!contribution.isPayment() || newest.get(payment(contribution)) == contribution);
      if (counts != contribution.counted) {
        contribution.counted = counts;
        contribution.changed = true;
      }
    }
  }

  private static Group group(Contribution contribution) {
    return new Group(contribution.key.identityId(), contribution.key.sourceId());
  }

  private static Payment payment(Contribution contribution) {
    return new Payment(contribution.key.sourceId(), contribution.key.externalId());
  }

  /** Derives a customer from what survives. */
  private void settle(CustomerWork customer) {
    CustomerWork.History history = history(customer);
    boolean mine = ofRun.contains(customer.customerId);
    if (!mine && history.contributions.stream().noneMatch(c -> c.changed)) {
      return;
    }
    boolean nothingLeft = history.contributions.isEmpty();
    if (history.isEmpty()) {
      gone.add(customer);
      return;
    }
    derivation.derive(customer);
    changed.add(customer);
    if (mine && nothingLeft) {
      kept++;
    } else if (mine) {
      reversed++;
    }
    if (mine && history.keepsEdits()) {
      edited.add(customer.customerId);
    }
  }

  /** Writes what was planned with locks; the customers that were changed or are gone. */
  Set<UUID> write() throws SQLException {
    Comparator<CustomerWork> byId = Comparator.comparing(customer -> customer.customerId);
    changed.sort(byId);
    gone.sort(byId);
    Set<UUID> identities = new HashSet<>();
    taken.forEach(contribution -> identities.add(contribution.key.identityId()));
    if (!identities.isEmpty()) {
      tables.deleteContributions(runId, sourceId, identities);
    }
    List<Contribution> recounted = new ArrayList<>();
    for (CustomerWork customer : customers.values()) {
      history(customer).contributions.stream().filter(c -> c.changed).forEach(recounted::add);
    }
    tables.putContributions(recounted, Map.of());
    List<CustomerWork> persons =
        new ArrayList<>(changed.stream().filter(c -> !c.fields.equals(c.loadedFields)).toList());
    tables.putCustomers(persons);
    tables.putValues(changed, product.currency());
    tables.deleteCustomers(gone);
    Set<UUID> touched = new HashSet<>();
    changed.forEach(customer -> touched.add(customer.customerId));
    gone.forEach(customer -> touched.add(customer.customerId));
    return touched;
  }

  /** What was planned, in numbers. */
  RunRemovals.Removed removed(Set<UUID> touched) {
    Map<String, Long> gross = new TreeMap<>();
    for (Contribution contribution : taken) {
      if (contribution.counted && contribution.amounts.gross() != 0) {
        gross.merge(contribution.currency, contribution.amounts.gross(), Long::sum);
      }
    }
    return new RunRemovals.Removed(reversed, gone.size(), kept, 0, gross, edited, touched);
  }
}
