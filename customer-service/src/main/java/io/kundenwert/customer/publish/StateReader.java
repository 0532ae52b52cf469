package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerState;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.support.events.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the current states of customers, all of one moment. The statements contain no join. */
@Repository
class StateReader {
  private static final TypeReference<Map<String, String>> CUSTOM = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final TransactionTemplate snapshot;
  private final JsonMapper json;

  /** Who and what a customer is. */
  record State(CustomerState customer, CustomerValueState value) {}

  StateReader(JdbcClient jdbc, PlatformTransactionManager transactions, EventCodec codec) {
    this.jdbc = jdbc;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
    this.json = codec.mapper();
  }

  /** The states by customer; who is missing is gone. */
  Map<UUID, State> read(UUID teamId, UUID productId, Collection<UUID> customerIds) {
    UUID[] ids = customerIds.toArray(UUID[]::new);
    Map<UUID, State> states = snapshot.execute(status -> states(teamId, productId, ids));
    return states == null ? Map.of() : states;
  }

  private Map<UUID, State> states(UUID teamId, UUID productId, UUID[] ids) {
    Map<UUID, List<CustomerValueState.SourceValue>> sources = sources(teamId, productId, ids);
    Map<UUID, CustomerValueState> values = new HashMap<>();
    Set<UUID> archived = new HashSet<>();
    jdbc.sql(
            """
            SELECT * FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
            """)
        .params(teamId, productId, ids)
        .query(
            row -> {
              CustomerValueState value = value(row, sources);
              values.put(value.customerId(), value);
              if (row.getString("archived_reason") != null) {
                archived.add(value.customerId());
              }
            });
    Map<UUID, State> states = new HashMap<>();
    jdbc.sql(
            """
            SELECT * FROM customer
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
            """)
        .params(teamId, productId, ids)
        .query(
            row -> {
              UUID id = row.getObject("customer_id", UUID.class);
              CustomerValueState value = values.get(id);
              if (value != null) {
                states.put(
                    id, new State(customer(row, value.version(), archived.contains(id)), value));
              }
            });
    return states;
  }

  private Map<UUID, List<CustomerValueState.SourceValue>> sources(
      UUID teamId, UUID productId, UUID[] ids) {
    Map<UUID, UUID> customerOf = new HashMap<>();
    for (UUID id : ids) {
      customerOf.put(id, id);
    }
    jdbc.sql(
            """
            SELECT identity_id, customer_id FROM identity
             WHERE identity_id = ANY(?) AND identity_id <> customer_id
            UNION ALL
            SELECT identity_id, customer_id FROM identity
             WHERE customer_id = ANY(?) AND identity_id <> customer_id
            """)
        .params(ids, ids)
        .query(
            row -> {
              customerOf.put(
                  row.getObject("identity_id", UUID.class),
                  row.getObject("customer_id", UUID.class));
            });
    record Part(UUID customerId, UUID sourceId) {}
    Map<Part, CustomerValueState.SourceValue> parts = new HashMap<>();
    jdbc.sql(
            """
            SELECT identity_id, source_id, sum(gross)::bigint AS gross,
                   sum(refunded)::bigint AS refunded, sum(payments)::bigint AS payments
              FROM contribution
             WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?) AND counted
             GROUP BY identity_id, source_id
             ORDER BY source_id
            """)
        .params(teamId, productId, customerOf.keySet().toArray(UUID[]::new))
        .query(
            row -> {
              UUID customerId = customerOf.get(row.getObject("identity_id", UUID.class));
              UUID sourceId = row.getObject("source_id", UUID.class);
              if (customerId != null) {
                parts.merge(
                    new Part(customerId, sourceId),
                    new CustomerValueState.SourceValue(
                        sourceId,
                        row.getLong("gross"),
                        row.getLong("refunded"),
                        row.getLong("gross") - row.getLong("refunded"),
                        row.getLong("payments")),
                    StateReader::sum);
              }
            });
    Map<UUID, List<CustomerValueState.SourceValue>> sources = new HashMap<>();
    parts.forEach(
        (part, value) -> {
          // A source that only named the customer has no part in the value.
          if (value.gross() != 0 || value.refunded() != 0 || value.payments() != 0) {
            sources.computeIfAbsent(part.customerId(), id -> new ArrayList<>()).add(value);
          }
        });
    sources.values().forEach(list -> list.sort(Comparator.comparing(source -> source.sourceId())));
    return sources;
  }

  private static CustomerValueState.SourceValue sum(
      CustomerValueState.SourceValue a, CustomerValueState.SourceValue b) {
    return new CustomerValueState.SourceValue(
        a.sourceId(),
        a.gross() + b.gross(),
        a.refunded() + b.refunded(),
        a.net() + b.net(),
        a.payments() + b.payments());
  }

  private static CustomerValueState value(
      ResultSet row, Map<UUID, List<CustomerValueState.SourceValue>> sources) throws SQLException {
    UUID id = row.getObject("customer_id", UUID.class);
    long monthly = row.getLong("monthly");
    Long monthlyIfKnown = row.wasNull() ? null : (Long) monthly;
    OffsetDateTime changedAt = row.getObject("priority_changed_at", OffsetDateTime.class);
    return new CustomerValueState(
        id,
        row.getObject("team_id", UUID.class),
        row.getObject("product_id", UUID.class),
        row.getLong("version"),
        row.getString("currency"),
        row.getLong("gross"),
        row.getLong("refunded"),
        row.getLong("net"),
        monthlyIfKnown,
        row.getLong("payments"),
        date(row, "first_on"),
        date(row, "last_on"),
        row.getString("priority"),
        row.getString("previous_priority"),
        changedAt == null ? null : changedAt.toInstant(),
        sources.getOrDefault(id, List.of()));
  }

  private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  private CustomerState customer(ResultSet row, long version, boolean archived)
      throws SQLException {
    return new CustomerState(
        row.getObject("customer_id", UUID.class),
        row.getObject("team_id", UUID.class),
        row.getObject("product_id", UUID.class),
        version,
        row.getString("email"),
        row.getString("name"),
        row.getString("company"),
        row.getString("phone"),
        row.getString("country"),
        row.getString("external_id"),
        List.of((String[]) row.getArray("tags").getArray()),
        json.readValue(row.getString("custom"), CUSTOM),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        archived);
  }
}
