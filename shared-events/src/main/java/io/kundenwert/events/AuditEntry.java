package io.kundenwert.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changed something (D8). The entry says who, what, which record, which fields, when and
 * from where. Values of fields never travel in clear: of each there is a salted commitment, which
 * stays in the chain, and the values themselves sealed, which can be erased.
 *
 * @param entryId entry; one that comes again is not counted again
 * @param teamId team, key of the record
 * @param productId product; null if it is about the team
 * @param actor who
 * @param action what, for example {@code customer.edited}; an open enumeration
 * @param subject which record
 * @param fields which fields; empty if none is told
 * @param at when, by the service's clock
 * @param clientAddress network address it came from; null for the system's own work
 * @param correlationId correlation id of the request; null if there was none
 */
@EventType(value = "audit.entry.v1", topic = Topic.AUDIT_ENTRIES)
public record AuditEntry(
    UUID entryId,
    UUID teamId,
    @Nullable UUID productId,
    Actor actor,
    String action,
    Subject subject,
    List<Field> fields,
    Instant at,
    @Nullable String clientAddress,
    @Nullable String correlationId) {

  /**
   * Who did it.
   *
   * @param userId user; null for the system itself and for whoever has no account
   * @param via session, api-key, link (from a mail) or system
   * @param apiKeyId the API key; null unless it was one
   */
  public record Actor(@Nullable UUID userId, String via, @Nullable UUID apiKeyId) {}

  /**
   * A record.
   *
   * @param type kind of record, for example {@code customer}
   * @param id its id
   */
  public record Subject(String type, String id) {}

  /**
   * A field that was changed.
   *
   * @param name name of the field
   * @param commitment SHA-256 of salt and values, in Base64: proves the values as long as they are
   *     kept
   * @param sealed salt and values as JSON, sealed for the use {@code audit-value}
   */
  public record Field(String name, String commitment, String sealed) {
    /** The use that {@code sealed} is sealed for. */
    public static final String SEALED_FOR = "audit-value";
  }
}
