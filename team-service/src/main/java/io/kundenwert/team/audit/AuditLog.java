package io.kundenwert.team.audit;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.support.secrets.Sealer;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log (D8): entries of all services in the order in which they came, a chain per team.
 */
@Service
public class AuditLog {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final int AT_ONCE = 500;
  private static final int MOST = 200;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Sealer sealer;
  private final People people;

  AuditLog(JdbcClient jdbc, JsonMapper json, Sealer sealer, People people) {
    this.jdbc = jdbc;
    this.json = json;
    this.sealer = sealer;
    this.people = people;
  }

  private record Head(long seq, byte[] hash) {}

  private record Kept(long seq, AuditEntry entry, byte[] hash) {}

  /**
   * An entry as owner and admins see it.
   *
   * @param seq place in the team's chain
   * @param at when
   * @param userId who; null for the system
   * @param userName how they are called now; null if the account is gone
   * @param via session, api-key or system
   * @param action what
   * @param productId product; null if it is about the team
   * @param subjectType kind of record
   * @param subjectId the record
   * @param fields which fields, with their values unless those were erased
   * @param clientAddress where from
   * @param correlationId correlation id of the request
   * @param hash the entry's hash, hexadecimal
   */
  public record EntryView(
      long seq,
      Instant at,
      @Nullable UUID userId,
      @Nullable String userName,
      String via,
      String action,
      @Nullable UUID productId,
      String subjectType,
      String subjectId,
      List<FieldView> fields,
      @Nullable String clientAddress,
      @Nullable String correlationId,
      String hash) {}

  /**
   * A changed field.
   *
   * @param erased whether its values are gone
   */
  public record FieldView(
      String name, @Nullable String before, @Nullable String after, boolean erased) {}

  /** What entries are looked for; null is no condition. */
  public record Search(
      @Nullable UUID userId,
      @Nullable UUID productId,
      @Nullable String action,
      @Nullable String subjectType,
      @Nullable String subjectId,
      @Nullable Instant from,
      @Nullable Instant to) {
    /** The conditions by name; none if all entries are looked for. */
    public Map<String, Object> conditions() {
      Map<String, Object> conditions = new LinkedHashMap<>();
      put(conditions, "userId", userId);
      put(conditions, "productId", productId);
      put(conditions, "action", action);
      put(conditions, "subjectType", subjectType);
      put(conditions, "subjectId", subjectId);
      put(conditions, "from", from);
      put(conditions, "to", to);
      return conditions;
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
      if (value != null) {
        to.put(name, value);
      }
    }
  }

  /** A page, the newest first; {@code next} is null on the last page. */
  public record Page(List<EntryView> items, @Nullable Long next) {}

  /**
   * What checking a chain found.
   *
   * @param entries entries that were checked
   * @param head hash of the last one, hexadecimal; empty if there is none
   * @param broken first place that does not fit; null if all do
   */
  public record Verification(long entries, String head, @Nullable Long broken) {}

  /** Adds an entry to its team's chain, once however often it comes. */
  @Transactional
  public void add(AuditEntry entry) {
    jdbc.sql("INSERT INTO audit_head VALUES (?, 0, ?) ON CONFLICT DO NOTHING")
        .params(entry.teamId(), ChainHash.BEGINNING)
        .update();
    Head head =
        jdbc.sql("SELECT seq, hash FROM audit_head WHERE team_id = ? FOR UPDATE")
            .param(entry.teamId())
            .query((row, number) -> new Head(row.getLong(1), row.getBytes(2)))
            .single();
    boolean known =
        jdbc.sql("SELECT EXISTS (SELECT FROM audit_entry WHERE entry_id = ?)")
            .param(entry.entryId())
            .query(Boolean.class)
            .single();
    if (known) {
      return;
    }
    long seq = head.seq() + 1;
    byte[] hash = ChainHash.of(head.hash(), seq, entry);
    jdbc.sql(
            """
            INSERT INTO audit_entry (team_id, seq, entry_id, product_id, user_id, via, api_key_id,
                                     action, subject_type, subject_id, fields, at, client_address,
                                     correlation_id, hash)
            VALUES (:team, :seq, :id, :product, :user, :via, :key, :action, :type, :subject,
                    :fields::jsonb, :at, :address, :correlation, :hash)
            """)
        .param("team", entry.teamId())
        .param("seq", seq)
        .param("id", entry.entryId())
        .param("product", entry.productId())
        .param("user", entry.actor().userId())
        .param("via", entry.actor().via())
        .param("key", entry.actor().apiKeyId())
        .param("action", entry.action())
        .param("type", entry.subject().type())
        .param("subject", entry.subject().id())
        .param("fields", fields(entry))
        .param("at", entry.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
        .param("address", entry.clientAddress())
        .param("correlation", entry.correlationId())
        .param("hash", hash)
        .update();
    for (AuditEntry.Field field : entry.fields()) {
      keep(entry, seq, field);
    }
    jdbc.sql("UPDATE audit_head SET seq = ?, hash = ? WHERE team_id = ?")
        .params(seq, hash, entry.teamId())
        .update();
  }

  private String fields(AuditEntry entry) {
    return json.writeValueAsString(
        entry.fields().stream().map(f -> Map.of("name", f.name(), "is", f.commitment())).toList());
  }

  private void keep(AuditEntry entry, long seq, AuditEntry.Field field) {
    String contents;
    try {
      contents = sealer.open(field.sealed(), AuditEntry.Field.SEALED_FOR);
    } catch (IllegalArgumentException unopened) {
      log.error("Values of audit entry {} cannot be opened", entry.entryId());
      return;
    }
    if (Audit.commitment(contents).equals(field.commitment())) {
      jdbc.sql("INSERT INTO audit_value VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
          .params(entry.teamId(), seq, field.name(), contents)
          .update();
    } else {
      log.error("Values of audit entry {} are not those that it commits to", entry.entryId());
    }
  }

  /**
   * Entries that fit a search, the newest first.
   *
   * @param before only entries before this place; null for the newest
   * @throws Problem 400 for a limit out of range
   */
  @Transactional(readOnly = true)
  public Page page(UUID teamId, Search search, int limit, @Nullable Long before) {
    if (limit < 1 || limit > MOST) {
      throw Problem.badRequest("invalid-parameter", "limit", limit);
    }
    List<Kept> found = new ArrayList<>(read(teamId, search, limit + 1, before));
    boolean more = found.size() > limit;
    List<Kept> page = found.subList(0, Math.min(limit, found.size()));
    return new Page(views(teamId, page), more ? (Long) page.getLast().seq() : null);
  }

  /** Visits all entries that fit a search, the newest first, some at a time. */
  public void export(UUID teamId, Search search, Consumer<EntryView> visitor) {
    Long before = null;
    List<Kept> some;
    do {
      some = read(teamId, search, AT_ONCE, before);
      views(teamId, some).forEach(visitor);
      before = some.isEmpty() ? null : (Long) some.getLast().seq();
    } while (some.size() == AT_ONCE);
  }

  private List<Kept> read(UUID teamId, Search search, int limit, @Nullable Long before) {
    return jdbc.sql(
            """
            SELECT * FROM audit_entry
             WHERE team_id = :team
               AND (:before::bigint IS NULL OR seq < :before)
               AND (:user::uuid IS NULL OR user_id = :user)
               AND (:product::uuid IS NULL OR product_id = :product)
               AND (:action::text IS NULL OR action LIKE :action)
               AND (:type::text IS NULL OR subject_type = :type)
               AND (:subject::text IS NULL OR subject_id = :subject)
               AND (:from::timestamptz IS NULL OR at >= :from)
               AND (:to::timestamptz IS NULL OR at < :to)
             ORDER BY seq DESC LIMIT :limit
            """)
        .param("team", teamId)
        .param("before", before)
        .param("user", search.userId())
        .param("product", search.productId())
        .param("action", search.action() == null ? null : escaped(search.action()) + "%")
        .param("type", search.subjectType())
        .param("subject", search.subjectId())
        .param("from", at(search.from()))
        .param("to", at(search.to()))
        .param("limit", limit)
        .query((row, number) -> kept(row))
        .list();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private List<EntryView> views(UUID teamId, List<Kept> entries) {
    Map<UUID, Person> persons =
        people.of(
            entries.stream()
                .map(kept -> kept.entry().actor().userId())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    Map<Long, Map<String, String>> contents = contents(teamId, entries);
    return entries.stream()
        .map(kept -> view(kept, persons, contents.getOrDefault(kept.seq(), Map.of())))
        .toList();
  }

  /** What is kept of the values of entries, by place and field, as it was committed to. */
  private Map<Long, Map<String, String>> contents(UUID teamId, List<Kept> entries) {
    Map<Long, Map<String, String>> contents = new HashMap<>();
    jdbc.sql("SELECT seq, field, contents FROM audit_value WHERE team_id = ? AND seq = ANY(?)")
        .param(teamId)
        .param(entries.stream().map(Kept::seq).toArray(Long[]::new))
        .query(
            row -> {
              contents
                  .computeIfAbsent(row.getLong("seq"), seq -> new HashMap<>())
                  .put(row.getString("field"), row.getString("contents"));
            });
    return contents;
  }

  private EntryView view(Kept kept, Map<UUID, Person> persons, Map<String, String> contents) {
    AuditEntry entry = kept.entry();
    UUID userId = entry.actor().userId();
    Person person = userId == null ? null : persons.get(userId);
    return new EntryView(
        kept.seq(),
        entry.at(),
        userId,
        person == null ? null : person.name(),
        entry.actor().via(),
        entry.action(),
        entry.productId(),
        entry.subject().type(),
        entry.subject().id(),
        entry.fields().stream()
            .map(
                field -> {
                  String known = contents.get(field.name());
                  if (known == null) {
                    return new FieldView(field.name(), null, null, true);
                  }
                  Map<String, String> values = json.readValue(known, new TypeReference<>() {});
                  return new FieldView(
                      field.name(), values.get("before"), values.get("after"), false);
                })
            .toList(),
        entry.clientAddress(),
        entry.correlationId(),
        HexFormat.of().formatHex(kept.hash()));
  }

  /**
   * Computes a team's chain again and compares, entry by entry, some at a time; values that were
   * not erased must be those that the chain has a commitment to.
   */
  public Verification verify(UUID teamId) {
    // Read first: an entry that is added meanwhile moves it, and is no sign of a missing one.
    Head head =
        jdbc.sql("SELECT seq, hash FROM audit_head WHERE team_id = ?")
            .param(teamId)
            .query((row, number) -> new Head(row.getLong(1), row.getBytes(2)))
            .optional()
            .orElse(new Head(0, ChainHash.BEGINNING));
    byte[] before = ChainHash.BEGINNING;
    long seq = 0;
    List<Kept> some;
    do {
      some =
          jdbc.sql(
                  """
                  SELECT * FROM audit_entry WHERE team_id = ? AND seq > ? ORDER BY seq LIMIT ?
                  """)
              .params(teamId, seq, AT_ONCE)
              .query((row, number) -> kept(row))
              .list();
      Map<Long, Map<String, String>> contents = contents(teamId, some);
      for (Kept kept : some) {
        byte[] hash = ChainHash.of(before, seq + 1, kept.entry());
        boolean fits =
            kept.seq() == seq + 1
                && MessageDigest.isEqual(hash, kept.hash())
                && (kept.seq() != head.seq() || MessageDigest.isEqual(hash, head.hash()))
                && areCommittedTo(kept.entry(), contents.getOrDefault(kept.seq(), Map.of()));
        if (!fits) {
          return new Verification(seq, HexFormat.of().formatHex(before), seq + 1);
        }
        before = hash;
        seq++;
      }
    } while (some.size() == AT_ONCE);
    return new Verification(
        seq,
        seq == 0 ? "" : HexFormat.of().formatHex(before),
        head.seq() <= seq ? null : (Long) (seq + 1));
  }

  private static boolean areCommittedTo(AuditEntry entry, Map<String, String> contents) {
    Map<String, String> commitments =
        entry.fields().stream()
            .collect(
                Collectors.toMap(
                    AuditEntry.Field::name, AuditEntry.Field::commitment, (one, other) -> one));
    return contents.entrySet().stream()
        .allMatch(
            value -> Audit.commitment(value.getValue()).equals(commitments.get(value.getKey())));
  }

  /** Erases the values of a record's fields; names and commitments stay, and the chain holds. */
  @Transactional
  public int erase(UUID teamId, String subjectType, String subjectId) {
    return jdbc.sql(
            """
            DELETE FROM audit_value v USING audit_entry e
             WHERE e.team_id = ? AND e.subject_type = ? AND e.subject_id = ?
               AND v.team_id = e.team_id AND v.seq = e.seq
            """)
        .params(teamId, subjectType, subjectId)
        .update();
  }

  private Kept kept(ResultSet row) throws SQLException {
    List<AuditEntry.Field> fields = new ArrayList<>();
    json.readTree(row.getString("fields"))
        .forEach(
            field ->
                fields.add(
                    new AuditEntry.Field(
                        field.path("name").asString(), field.path("is").asString(), "")));
    return new Kept(
        row.getLong("seq"),
        new AuditEntry(
            row.getObject("entry_id", UUID.class),
            row.getObject("team_id", UUID.class),
            row.getObject("product_id", UUID.class),
            new AuditEntry.Actor(
                row.getObject("user_id", UUID.class),
                row.getString("via"),
                row.getObject("api_key_id", UUID.class)),
            row.getString("action"),
            new AuditEntry.Subject(row.getString("subject_type"), row.getString("subject_id")),
            fields,
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("client_address"),
            row.getString("correlation_id")),
        row.getBytes("hash"));
  }
}
