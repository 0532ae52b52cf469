package io.kundenwert.support.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.identity.ClientAddress;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.secrets.Sealer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records changes for the audit log. Within a transaction the entry is committed with the change it
 * tells of; without one it has a transaction of its own.
 */
public class Audit {
  private static final int SALT_BYTES = 16;
  private static final int LONGEST_VALUE = 2_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final EventOutbox outbox;
  private final Sealer sealer;
  private final JsonMapper json;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Audit(
      EventOutbox outbox,
      Sealer sealer,
      JsonMapper json,
      TransactionTemplate transaction,
      Clock clock) {
    this.outbox = outbox;
    this.sealer = sealer;
    this.json = json;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A field that was changed.
   *
   * @param name name of the field
   * @param before value before; null if there was none or it is not known
   * @param after value after; null if there is none
   */
  public record Change(String name, @Nullable String before, @Nullable String after) {}

  /**
   * Does a change together with the record of it: both are committed or neither.
   *
   * @param change makes the change and records it; it must bear a transaction around it
   */
  public <T> T together(Supplier<T> change) {
    return Objects.requireNonNull(transaction.execute(status -> change.get()));
  }

  /** The same for a change that has no result. */
  public void together(Runnable change) {
    transaction.executeWithoutResult(status -> change.run());
  }

  /**
   * Records what a person did.
   *
   * @param productId product; null if it is about the team
   * @param action what was done, {@code thing.past-tense}
   * @param subjectType kind of record
   * @param subjectId the record
   * @param changes fields that were changed, may be empty
   */
  public void record(
      Caller caller,
      UUID teamId,
      @Nullable UUID productId,
      String action,
      String subjectType,
      Object subjectId,
      Change... changes) {
    AuditEntry.Actor actor =
        new AuditEntry.Actor(
            caller.userId(), caller.apiKeyId() == null ? "session" : "api-key", caller.apiKeyId());
    record(actor, teamId, productId, action, subjectType, subjectId, changes);
  }

  /**
   * Records what somebody did without having signed in, for example with a link from a mail.
   *
   * @param actor who, as far as it is known
   * @param productId product; null if it is about the team
   * @param action what was done, {@code thing.past-tense}
   * @param subjectType kind of record
   * @param subjectId the record
   * @param changes fields that were changed, may be empty
   */
  public void record(
      AuditEntry.Actor actor,
      UUID teamId,
      @Nullable UUID productId,
      String action,
      String subjectType,
      Object subjectId,
      Change... changes) {
    List<AuditEntry.Field> fields = new ArrayList<>();
    for (Change change : changes) {
      fields.add(field(change));
    }
    AuditEntry entry =
        new AuditEntry(
            Ids.next(),
            teamId,
            productId,
            actor,
            action,
            new AuditEntry.Subject(subjectType, subjectId.toString()),
            List.copyOf(fields),
            clock.instant(),
            ClientAddress.current(),
            MDC.get("correlationId"));
    transaction.executeWithoutResult(status -> outbox.publish(teamId.toString(), entry));
  }

  private AuditEntry.Field field(Change change) {
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("salt", Base64.getEncoder().encodeToString(bytes));
    if (change.before() != null) {
      values.put("before", shortened(change.before()));
    }
    if (change.after() != null) {
      values.put("after", shortened(change.after()));
    }
    String text = json.writeValueAsString(values);
    return new AuditEntry.Field(
        change.name(), commitment(text), sealer.seal(text, AuditEntry.Field.SEALED_FOR));
  }

  /** What proves a field's salt and values: SHA-256 of their JSON. */
  public static String commitment(String values) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(values.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
