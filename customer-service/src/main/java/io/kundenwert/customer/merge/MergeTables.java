package io.kundenwert.customer.merge;

import io.kundenwert.customer.value.Priority;
import io.kundenwert.customer.value.Totals;
import io.kundenwert.customer.value.Valuation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of one product as the merge reads and writes them. */
final class MergeTables {
  private final Connection connection;
  private final FieldsJson json;
  private final UUID teamId;
  private final UUID productId;
  private final Map<UUID, LockedValue> locked = new HashMap<>();

  /** Whose an address is. */
  record Identity(UUID identityId, UUID customerId) {}

  /** A payment that a run has brought, counted or not. */
  record KnownPayment(UUID sourceId, String externalId, UUID identityId) {}

  /** A row of customer_value, locked. */
  record LockedValue(
      UUID customerId,
      Totals totals,
      @Nullable Long monthlyStated,
      Valuation valuation,
      @Nullable String previousPriority,
      @Nullable Instant priorityChangedAt,
      long fieldSeq) {}

  MergeTables(Connection connection, FieldsJson json, UUID teamId, UUID productId) {
    this.connection = connection;
    this.json = json;
    this.teamId = teamId;
    this.productId = productId;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private interface Setter {
    void set(Parameters parameters) throws SQLException;
  }

  private void query(String sql, Setter setter, RowReader reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      setter.set(new Parameters(connection, statement));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  private int update(String sql, Setter setter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      setter.set(new Parameters(connection, statement));
      return statement.executeUpdate();
    }
  }

  Map<String, Identity> identities(Collection<String> emailKeys) throws SQLException {
    Map<String, Identity> identities = new HashMap<>();
    query(
        MergeSql.IDENTITIES,
        p -> p.value(teamId).value(productId).texts(emailKeys),
        row -> identities.put(row.getString(1), new Identity(uuid(row, 2), uuid(row, 3))));
    return identities;
  }

  int insertIdentities(TreeMap<String, UUID> idsByEmailKey) throws SQLException {
    return update(
        MergeSql.INSERT_IDENTITIES,
        p ->
            p.value(teamId)
                .value(productId)
                .texts(idsByEmailKey.keySet())
                .uuids(idsByEmailKey.values()));
  }

  Set<UUID> sourcesWithTotals(Collection<UUID> sources) throws SQLException {
    Set<UUID> found = new HashSet<>();
    query(
        MergeSql.SOURCES_WITH_TOTALS,
        p -> p.value(productId).uuids(sources),
        row -> found.add(uuid(row, 1)));
    return found;
  }

  List<KnownPayment> knownPayments(Collection<UUID> sources, Collection<String> externalIds)
      throws SQLException {
    List<KnownPayment> found = new ArrayList<>();
    query(
        MergeSql.KNOWN_PAYMENTS,
        p ->
            p.value(productId)
                .uuids(sources)
                .texts(externalIds)
                .value(productId)
                .uuids(sources)
                .texts(externalIds),
        row -> found.add(new KnownPayment(uuid(row, 1), row.getString(2), uuid(row, 3))));
    return found;
  }

  /** Customers by identity. */
  Map<UUID, UUID> customersOf(Collection<UUID> identityIds) throws SQLException {
    Map<UUID, UUID> customers = new HashMap<>();
    if (identityIds.isEmpty()) {
      return customers;
    }
    identityIds.forEach(id -> customers.put(id, id));
    query(
        MergeSql.CUSTOMERS_OF_MOVED_IDENTITIES,
        p -> p.uuids(identityIds),
        row -> customers.put(uuid(row, 1), uuid(row, 2)));
    return customers;
  }

  Collection<LockedValue> lockValues(Collection<UUID> customerIds) throws SQLException {
    return values(MergeSql.LOCK_VALUES, customerIds);
  }

  /** As {@link #lockValues}, for a transaction that writes nothing. */
  Collection<LockedValue> readValues(Collection<UUID> customerIds) throws SQLException {
    return values(MergeSql.VALUES, customerIds);
  }

  private Collection<LockedValue> values(String sql, Collection<UUID> customerIds)
      throws SQLException {
    if (!customerIds.isEmpty()) {
      query(
          sql,
          p -> p.value(teamId).value(productId).uuids(customerIds),
          row -> {
            LockedValue value =
                new LockedValue(
                    uuid(row, 1),
                    new Totals(
                        row.getLong(2), row.getLong(3), row.getLong(4), date(row, 5), date(row, 6)),
                    number(row, 8),
                    new Valuation(
                        number(row, 7), Priority.ofWireName(row.getString(9)), date(row, 12)),
                    row.getString(10),
                    instant(row, 11),
                    row.getLong(13));
            locked.put(value.customerId(), value);
          });
    }
    return locked.values();
  }

  /** The customers whose values were locked before. */
  Map<UUID, CustomerWork> lockedCustomers(Collection<UUID> customerIds) throws SQLException {
    Map<UUID, CustomerWork> customers = new HashMap<>();
    if (customerIds.isEmpty()) {
      return customers;
    }
    query(
        MergeSql.CUSTOMERS,
        p -> p.value(teamId).value(productId).uuids(customerIds),
        row -> {
          CustomerWork customer = customer(row);
          customers.put(customer.customerId, customer);
        });
    if (customers.size() < customerIds.size()) {
      throw new RaceLostException("customer");
    }
    return customers;
  }

  private CustomerWork customer(ResultSet row) throws SQLException {
    UUID id = uuid(row, 1);
    LockedValue value = locked.get(id);
    if (value == null) {
      throw new RaceLostException("customer");
    }
    CustomerWork customer =
        new CustomerWork(id, row.getString(2), required(instant(row, 12)), false);
    String[] tags = (String[]) row.getArray(9).getArray();
    boolean consent = row.getBoolean(10);
    Boolean consentRead = row.wasNull() ? null : (Boolean) consent;
    customer.fields =
        new Fields(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            consentRead,
            value.monthlyStated(),
            tags.length == 0 ? null : List.of(tags),
            json.readCustom(row.getString(11)));
    customer.loadedFields = customer.fields;
    customer.totals = value.totals();
    customer.loadedTotals = value.totals();
    customer.fieldSeq = value.fieldSeq();
    customer.valuation = value.valuation();
    customer.previousPriority = value.previousPriority();
    customer.priorityChangedAt = value.priorityChangedAt();
    return customer;
  }

  /** All identities of customers, with those that they began with. */
  Set<UUID> identitiesOf(Collection<UUID> customerIds) throws SQLException {
    Set<UUID> identities = new HashSet<>(customerIds);
    query(
        MergeSql.MOVED_IDENTITIES_OF_CUSTOMERS,
        p -> p.uuids(customerIds),
        row -> identities.add(uuid(row, 1)));
    return identities;
  }

  /** Those of the customers who have more than one identity. */
  Set<UUID> withSeveralIdentities(Collection<UUID> customerIds) throws SQLException {
    Set<UUID> several = new HashSet<>();
    query(
        MergeSql.MOVED_IDENTITIES_OF_CUSTOMERS,
        p -> p.uuids(customerIds),
        row -> several.add(uuid(row, 2)));
    return several;
  }

  /** Reads everything that customers have. */
  void readHistories(Map<UUID, CustomerWork> customers) throws SQLException {
    List<UUID> existing = new ArrayList<>();
    customers.forEach(
        (id, customer) -> {
          if (!customer.fresh) {
            existing.add(id);
          }
        });
    Map<UUID, Map<Long, Fields>> manual = new HashMap<>();
    Map<UUID, UUID> customerOf = new HashMap<>();
    Map<UUID, Set<UUID>> secondIdentities = new HashMap<>();
    if (!existing.isEmpty()) {
      existing.forEach(id -> customerOf.put(id, id));
      // An identity that moved away belongs to its new customer, who need not be among these.
      query(
          MergeSql.CUSTOMERS_OF_MOVED_IDENTITIES,
          p -> p.uuids(existing),
          row -> customerOf.remove(uuid(row, 1)));
      query(
          MergeSql.MOVED_IDENTITIES_OF_CUSTOMERS,
          p -> p.uuids(existing),
          row -> customerOf.put(uuid(row, 1), uuid(row, 2)));
      findSecondIdentities(customers, customerOf, secondIdentities);
      query(
          MergeSql.MANUAL_FIELDS,
          p -> p.value(teamId).value(productId).uuids(customerOf.keySet()),
          row -> {
            // What was entered for a customer goes with its identity when it is merged, except for
            // the address: the other customer has its own.
            UUID of = customerOf.get(uuid(row, 1));
            Fields fields = json.readManual(row.getString(3));
            manual
                .computeIfAbsent(of, key -> new HashMap<>())
                .put(row.getLong(2), uuid(row, 1).equals(of) ? fields : fields.withoutEmail());
          });
    }
    customers.forEach(
        (id, customer) ->
            customer.history =
                new CustomerWork.History(
                    manual.getOrDefault(id, Map.of()),
                    secondIdentities.getOrDefault(id, Set.of())));
    if (customerOf.isEmpty()) {
      return;
    }
    query(
        MergeSql.CONTRIBUTIONS,
        p -> p.value(teamId).value(productId).uuids(customerOf.keySet()),
        row -> {
          CustomerWork customer = customers.get(customerOf.get(uuid(row, 1)));
          if (customer != null && customer.history != null) {
            boolean second = customer.history.secondIdentities.contains(uuid(row, 1));
            customer.history.contributions.add(
                contribution(row, second ? null : customer.emailKey));
          }
        });
  }

  /** Identities whose spelling of the address is not the customer's. */
  private void findSecondIdentities(
      Map<UUID, CustomerWork> customers,
      Map<UUID, UUID> customerOf,
      Map<UUID, Set<UUID>> secondIdentities)
      throws SQLException {
    Map<UUID, Set<UUID>> all = new HashMap<>();
    customerOf.forEach(
        (identity, customer) ->
            all.computeIfAbsent(customer, key -> new HashSet<>()).add(identity));
    Map<String, UUID> primaryKeys = new HashMap<>();
    all.forEach(
        (customerId, identityIds) -> {
          CustomerWork customer = customers.get(customerId);
          if (customer != null && (identityIds.size() > 1 || !identityIds.contains(customerId))) {
            primaryKeys.put(customer.emailKey, customerId);
            secondIdentities.put(customerId, identityIds);
          }
        });
    if (!primaryKeys.isEmpty()) {
      identities(primaryKeys.keySet())
          .forEach(
              (emailKey, identity) -> {
                UUID customerId = primaryKeys.get(emailKey);
                Set<UUID> others = secondIdentities.get(customerId);
                if (others != null) {
                  others.remove(identity.identityId());
                }
              });
    }
  }

  private Contribution contribution(ResultSet row, @Nullable String emailKey) throws SQLException {
    Contribution contribution =
        new Contribution(
            new Contribution.Key(uuid(row, 1), uuid(row, 2), uuid(row, 3), row.getString(4)),
            row.getLong(5),
            row.getBoolean(6),
            row.getString(8));
    contribution.counted = row.getBoolean(7);
    contribution.amounts =
        new Totals(row.getLong(9), row.getLong(10), row.getLong(11), date(row, 13), date(row, 14));
    contribution.fee = number(row, 12);
    contribution.paidAt = instant(row, 15);
    contribution.firstRow = row.getLong(16);
    contribution.lastRow = row.getLong(17);
    contribution.fields = json.read(row.getString(18), emailKey);
    contribution.stored = true;
    return contribution;
  }

  /** Payments at identities that may count otherwise once a run of their source is gone. */
  List<KnownPayment> paymentsBehind(UUID runId, UUID sourceId, Collection<UUID> identityIds)
      throws SQLException {
    Set<String> externalIds = new HashSet<>();
    query(
        MergeSql.PAYMENTS_BEHIND_RUN,
        p -> p.value(teamId).value(productId).uuids(identityIds).value(sourceId).value(runId),
        row -> externalIds.add(row.getString(2)));
    return externalIds.isEmpty() ? List.of() : knownPayments(List.of(sourceId), externalIds);
  }

  void deleteContributions(UUID runId, UUID sourceId, Collection<UUID> identityIds)
      throws SQLException {
    update(
        MergeSql.DELETE_CONTRIBUTIONS,
        p -> p.value(teamId).value(productId).uuids(identityIds).value(sourceId).value(runId));
  }

  /** Deletes customers who have one identity, with it. */
  void deleteCustomers(List<CustomerWork> customers) throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    List<UUID> ids = customers.stream().map(customer -> customer.customerId).toList();
    update(MergeSql.DELETE_VALUES, p -> p.value(teamId).value(productId).uuids(ids));
    update(MergeSql.DELETE_CUSTOMERS, p -> p.value(teamId).value(productId).uuids(ids));
    update(
        MergeSql.DELETE_IDENTITIES,
        p ->
            p.value(teamId)
                .value(productId)
                .texts(customers.stream().map(customer -> customer.emailKey).toList()));
  }

  void addContributions(
      List<Contribution> contributions, Map<UUID, String> emails, Map<UUID, Long> fieldSeqs)
      throws SQLException {
    contributions.sort(ORDER);
    // Where the run was merged before, its stored address may be spelled otherwise.
    write(
        MergeSql.ADD_CONTRIBUTIONS,
        contributions,
        c ->
            json.write(
                c.fields,
                emails.getOrDefault(c.key.identityId(), ""),
                fieldSeqs.getOrDefault(c.key.identityId(), -1L) == c.originSeq));
  }

  void putContributions(List<Contribution> contributions, Map<UUID, String> emails)
      throws SQLException {
    List<Contribution> counted = new ArrayList<>();
    List<Contribution> replaced = new ArrayList<>();
    contributions.forEach(c -> (c.counted ? counted : replaced).add(c));
    counted.sort(ORDER);
    replaced.sort(ORDER);
    // What is replaced goes first: the index admits one counted contribution per payment.
    write(MergeSql.PUT_CONTRIBUTIONS, replaced, c -> fieldsOf(c, emails));
    write(MergeSql.PUT_CONTRIBUTIONS, counted, c -> fieldsOf(c, emails));
  }

  private String fieldsOf(Contribution contribution, Map<UUID, String> emails) {
    return json.write(
        contribution.fields, emails.getOrDefault(contribution.key.identityId(), ""), false);
  }

  private static final Comparator<Contribution> ORDER =
      Comparator.<Contribution, UUID>comparing(c -> c.key.identityId())
          .thenComparing(c -> c.key.sourceId())
          .thenComparing(c -> c.key.runId())
          .thenComparing(c -> c.key.externalId());

  private void write(
      String sql, List<Contribution> contributions, Function<Contribution, @Nullable Object> fields)
      throws SQLException {
    if (contributions.isEmpty()) {
      return;
    }
    update(
        sql,
        p ->
            p.value(teamId)
                .value(productId)
                .column("uuid", contributions, c -> c.key.identityId())
                .column("uuid", contributions, c -> c.key.sourceId())
                .column("uuid", contributions, c -> c.key.runId())
                .column("text", contributions, c -> c.key.externalId())
                .longs(contributions, c -> c.originSeq)
                .column("bool", contributions, c -> c.totals)
                .column("bool", contributions, c -> c.counted)
                .column("text", contributions, c -> c.currency)
                .longs(contributions, c -> c.amounts.gross())
                .longs(contributions, c -> c.amounts.refunded())
                .longs(contributions, c -> c.amounts.payments())
                .longs(contributions, c -> c.fee)
                .column("date", contributions, c -> c.amounts.firstOn())
                .column("date", contributions, c -> c.amounts.lastOn())
                .column("timestamptz", contributions, c -> c.paidAt)
                .longs(contributions, c -> c.firstRow)
                .longs(contributions, c -> c.lastRow)
                .column("jsonb", contributions, fields));
  }

  void putCustomers(List<CustomerWork> customers) throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    update(
        MergeSql.PUT_CUSTOMERS,
        p ->
            p.value(teamId)
                .value(productId)
                .column("uuid", customers, c -> c.customerId)
                .column("text", customers, c -> c.emailKey)
                .column(
                    "text",
                    customers,
                    c -> c.fields.email() == null ? c.emailKey : c.fields.email())
                .column("text", customers, c -> c.fields.name())
                .column("text", customers, c -> SortName.of(c.fields.name(), c.emailKey))
                .column("text", customers, c -> c.fields.company())
                .column("text", customers, c -> c.fields.phone())
                .column("text", customers, c -> c.fields.country())
                .column("text", customers, c -> c.fields.externalId())
                .column("text", customers, c -> Parameters.arrayLiteral(c.fields.tags()))
                .column("bool", customers, c -> c.fields.consent())
                .column("jsonb", customers, c -> json.writeCustom(c.fields.custom()))
                .column("timestamptz", customers, c -> c.createdAt));
  }

  void putValues(List<CustomerWork> customers, String currency) throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    update(
        MergeSql.PUT_VALUES,
        p ->
            p.value(teamId)
                .value(productId)
                .value(currency)
                .column("uuid", customers, c -> c.customerId)
                .longs(customers, c -> c.totals.gross())
                .longs(customers, c -> c.totals.refunded())
                .longs(customers, c -> c.totals.payments())
                .column("date", customers, c -> c.totals.firstOn())
                .column("date", customers, c -> c.totals.lastOn())
                .longs(customers, c -> valuation(c).monthly())
                .longs(customers, c -> c.fields.monthlySpend())
                .column("text", customers, c -> valuation(c).priority().wireName())
                .column("text", customers, c -> c.previousPriority)
                .column("timestamptz", customers, c -> c.priorityChangedAt)
                .column("date", customers, c -> valuation(c).revalueOn())
                .longs(customers, c -> c.fieldSeq));
  }

  private static Valuation valuation(CustomerWork customer) {
    return required(customer.valuation);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("A column that is never null is null");
    }
    return value;
  }

  private static UUID uuid(ResultSet row, int column) throws SQLException {
    return required(row.getObject(column, UUID.class));
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }

  private static @Nullable LocalDate date(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
