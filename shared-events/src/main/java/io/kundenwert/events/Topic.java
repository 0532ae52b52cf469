package io.kundenwert.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The topics of Kundenwert (G3). Name and key are the contract; retention and compaction are what
 * the services create the topic with, since brokers do not create topics by themselves.
 */
public enum Topic {
  /** A row of a file as it was read. Key: {@link ImportedRow#partitionKey}. Internal. */
  IMPORT_ROWS("import.rows.v1", Kind.DELETE, Duration.ofDays(7)),
  /** The state of an import run. Key: run id. */
  IMPORT_RUNS("import.runs.v1", Kind.COMPACT_DELETE, Duration.ofDays(30)),
  /** Cumulative counters of the merge per run and partition. Key: run id and partition. */
  MERGE_PROGRESS("customer.merge-progress.v1", Kind.COMPACT_DELETE, Duration.ofDays(30)),
  /** Rows that the merge refused. Key: run id. No personal data. */
  MERGE_REJECTIONS("customer.merge-rejections.v1", Kind.DELETE, Duration.ofDays(30)),
  /** Requests of the merge to publish rows again after a gap. Key: run id. Internal. */
  REPUBLISH_REQUESTS("customer.republish-requests.v1", Kind.DELETE, Duration.ofDays(7)),
  /** How far the undo of import runs is. Key: run id. */
  IMPORT_UNDOS("customer.undos.v1", Kind.COMPACT_DELETE, Duration.ofDays(30)),
  /** Hints that customers were changed. Key: product id, partition by customer. Internal. */
  CUSTOMER_TOUCHED("customer.touched", Kind.DELETE, Duration.ofDays(7)),
  /** Identity state of customers. Key: customer id; a null value is a tombstone. */
  CUSTOMERS("customer.customers.v1", Kind.COMPACT, null),
  /** Value state of customers (C5). Key: customer id; a null value is a tombstone. */
  CUSTOMER_VALUES("customer.values.v1", Kind.COMPACT, null),
  /** The whole access state of a team, and heartbeats. Key: team id, or heartbeat and partition. */
  TEAM_ACCESS("team.access.v1", Kind.COMPACT, null),
  /** Team settings. Key: team id. */
  TEAMS("team.teams.v1", Kind.COMPACT, null),
  /** Product settings. Key: product id; a null value is a tombstone. */
  PRODUCTS("team.products.v1", Kind.COMPACT, null),
  /** What people changed (D8). Key: team id. Values are sealed. */
  AUDIT_ENTRIES("audit.entries.v1", Kind.DELETE, Duration.ofDays(30)),
  /** Credit balance of a team. Key: team id. */
  CREDIT_BALANCES("credit.balances.v1", Kind.COMPACT, null),
  /** Messages that notification-service is to bring to people. Key: message id. Internal. */
  NOTIFICATION_MESSAGES("notification.messages.v1", Kind.DELETE, Duration.ofDays(7)),
  /** State of a notification's delivery. Key: delivery id. */
  NOTIFICATION_DELIVERIES("notification.deliveries.v1", Kind.COMPACT_DELETE, Duration.ofDays(30));

  /** How a broker forgets records of a topic. */
  public enum Kind {
    /** Records go when they are older than the retention. */
    DELETE,
    /** The newest record of each key stays forever. */
    COMPACT,
    /** The newest record of each key stays until it is older than the retention. */
    COMPACT_DELETE
  }

  private final String topicName;
  private final Kind kind;
  private final @Nullable Duration retention;

  Topic(String topicName, Kind kind, @Nullable Duration retention) {
    this.topicName = topicName;
    this.kind = kind;
    this.retention = retention;
  }

  /** The name on the broker, {@code <context>.<thing>.v<major>}. */
  public String topicName() {
    return topicName;
  }

  /** How the broker forgets. */
  public Kind kind() {
    return kind;
  }

  /** How long records stay; null for a topic that is only compacted. */
  public @Nullable Duration retention() {
    return retention;
  }
}
