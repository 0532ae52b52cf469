package io.kundenwert.notification.inbox;

import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.MessageRequest;
import io.kundenwert.events.NotificationDelivery;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.support.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Everyone's inbox (D10). */
@Service
public class Inbox {
  private final JdbcClient jdbc;
  private final EventOutbox outbox;
  private final InboxTexts texts;
  private final JsonMapper json;
  private final Clock clock;

  Inbox(JdbcClient jdbc, EventOutbox outbox, InboxTexts texts, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.texts = texts;
    this.json = json;
    this.clock = clock;
  }

  /** Tells whoever started a run that it ended; a state that was told before changes nothing. */
  @Transactional
  public void tell(ImportRunState run) {
    Occasion.of(run).ifPresent(occasion -> deliver(run, occasion));
  }

  private void deliver(ImportRunState run, Occasion occasion) {
    UUID entryId = Ids.next();
    Instant now = clock.instant();
    Instant occurredAt = run.endedAt() == null ? now : run.endedAt();
    int written =
        jdbc.sql(
                """
                INSERT INTO inbox_entry
                  (team_id, entry_id, user_id, kind, subject_id, product_id, params, occurred_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (team_id, subject_id, kind) DO NOTHING
                """)
            .params(
                run.teamId(),
                entryId,
                run.startedBy(),
                occasion.kind(),
                run.runId(),
                run.productId(),
                json.writeValueAsString(EntryParams.of(run)),
                occurredAt.atOffset(ZoneOffset.UTC))
            .update();
    if (written == 1) {
      delivered(entryId, run.teamId(), run.startedBy(), occasion.kind(), now);
    }
  }

  private void delivered(UUID entryId, UUID teamId, UUID userId, String kind, Instant now) {
    outbox.publish(
        entryId.toString(),
        new NotificationDelivery(entryId, teamId, userId, kind, "inbox", "delivered", 1, now));
  }

  /**
   * Tells a person with an account what happened in a team; what is about the account alone is told
   * by mail only.
   */
  @Transactional
  public void tell(MessageRequest message) {
    UUID teamId = message.teamId();
    UUID userId = message.recipient().userId();
    if (teamId == null || userId == null || !InboxTexts.knows(message.kind())) {
      return;
    }
    UUID entryId = Ids.next();
    Instant now = clock.instant();
    int written =
        jdbc.sql(
                """
                INSERT INTO inbox_entry
                  (team_id, entry_id, user_id, kind, subject_id, product_id, params, occurred_at)
                VALUES (?, ?, ?, ?, ?, NULL, ?::jsonb, ?)
                ON CONFLICT (team_id, subject_id, kind) DO NOTHING
                """)
            .params(
                teamId,
                entryId,
                userId,
                message.kind(),
                message.messageId(),
                json.writeValueAsString(message.params()),
                now.atOffset(ZoneOffset.UTC))
            .update();
    if (written == 1) {
      delivered(entryId, teamId, userId, message.kind(), now);
    }
  }

  /** Forgets everything of a team that is gone. */
  @Transactional
  public void forget(UUID teamId) {
    jdbc.sql("DELETE FROM inbox_entry WHERE team_id = ?").param(teamId).update();
  }

  /** A page of a user's entries in a team, the newest first. */
  @Transactional(readOnly = true)
  public ListPage<InboxEntry> page(UUID teamId, UUID userId, ListQuery query, Locale language) {
    List<InboxEntry> read =
        jdbc.sql(
                """
                SELECT entry_id, kind, product_id, subject_id, params::text AS params,
                       occurred_at, read_at IS NOT NULL AS was_read
                  FROM inbox_entry
                 WHERE team_id = :team AND user_id = :user AND %s
                 ORDER BY entry_id %s LIMIT :limit
                """
                    .formatted(
                        query.after() != null
                            ? "entry_id < :cursor"
                            : query.before() != null ? "entry_id > :cursor" : "TRUE",
                        query.backwards() ? "ASC" : "DESC"))
            .param("team", teamId)
            .param("user", userId)
            .param("cursor", query.after() != null ? query.after() : query.before())
            .param("limit", query.fetch())
            .query(
                (row, number) -> {
                  String kind = row.getString("kind");
                  return new InboxEntry(
                      row.getObject("entry_id", UUID.class),
                      kind,
                      texts.title(kind, language),
                      texts.text(kind, row.getString("params"), language),
                      row.getObject("product_id", UUID.class),
                      InboxTexts.knows(kind) ? null : row.getObject("subject_id", UUID.class),
                      row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                      row.getBoolean("was_read"));
                })
            .list();
    return ListPage.of(query, read, InboxEntry::id);
  }

  /** How many entries of a user are unread. */
  @Transactional(readOnly = true)
  public long unread(UUID teamId, UUID userId) {
    return jdbc.sql(
            """
            SELECT count(*) FROM inbox_entry
             WHERE team_id = ? AND user_id = ? AND read_at IS NULL
            """)
        .params(teamId, userId)
        .query(Long.class)
        .single();
  }

  /**
   * Marks a user's own entry as read; once read it stays so.
   *
   * @throws Problem 404 if the user has no such entry
   */
  @Transactional
  public void markRead(UUID teamId, UUID userId, UUID entryId) {
    int found =
        jdbc.sql(
                """
                UPDATE inbox_entry SET read_at = coalesce(read_at, ?)
                 WHERE team_id = ? AND entry_id = ? AND user_id = ?
                """)
            .params(clock.instant().atOffset(ZoneOffset.UTC), teamId, entryId, userId)
            .update();
    if (found == 0) {
      throw Problem.notFound("entry");
    }
  }

  /**
   * Marks a user's own entries as read up to one of them: what came after it was not seen yet.
   *
   * @throws Problem 404 if the user has no such entry
   */
  @Transactional
  public void markReadUpTo(UUID teamId, UUID userId, UUID entryId) {
    markRead(teamId, userId, entryId);
    // Ids are ordered by time, as the list is.
    jdbc.sql(
            """
            UPDATE inbox_entry SET read_at = ?
             WHERE team_id = ? AND user_id = ? AND entry_id < ? AND read_at IS NULL
            """)
        .params(clock.instant().atOffset(ZoneOffset.UTC), teamId, userId, entryId)
        .update();
  }
}
