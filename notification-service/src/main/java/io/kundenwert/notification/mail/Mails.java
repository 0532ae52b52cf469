package io.kundenwert.notification.mail;

import io.kundenwert.events.MessageRequest;
import io.kundenwert.events.NotificationDelivery;
import io.kundenwert.support.events.EventOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mails that were asked for, each once however often the request comes, and what became of
 * them: queued, sending, sent or failed. A mail is claimed for a time; if the instance that claimed
 * it dies, another one sends it, perhaps for the second time: its Message-ID is the same.
 */
@Service
public class Mails {
  private static final Logger log = LoggerFactory.getLogger(Mails.class);

  /** Longer than a server may take for a mail. */
  private static final Duration CLAIMED = Duration.ofMinutes(3);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
  private static final int LONGEST_FAILURE = 200;

  private final JdbcClient jdbc;
  private final EventOutbox outbox;
  private final JsonMapper json;
  private final MailProperties properties;
  private final Clock clock;

  Mails(
      JdbcClient jdbc,
      EventOutbox outbox,
      JsonMapper json,
      MailProperties properties,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.json = json;
    this.properties = properties;
    this.clock = clock;
  }

  /** A claimed mail. */
  record Mail(
      UUID id,
      String kind,
      @Nullable UUID teamId,
      @Nullable UUID userId,
      String email,
      @Nullable String name,
      String language,
      Map<String, String> params,
      @Nullable String sealedLink,
      int attempts,
      Instant createdAt) {
    @Override
    public String toString() {
      return "Mail[" + id + ", " + kind + "]";
    }
  }

  /** Takes a request for a mail; one that is known already changes nothing. */
  @Transactional
  public void accept(MessageRequest message) {
    if (!MailTexts.knows(message.kind())) {
      // Asked for by a newer version of another service: nobody here has words for it.
      log.warn("Message {} is of an unknown kind", message.messageId());
      return;
    }
    OffsetDateTime now = at(clock.instant());
    jdbc.sql(
            """
            INSERT INTO mail (message_id, kind, team_id, user_id, email, name, language, params,
                              sealed_link, status, attempts, next_try_at, created_at)
            VALUES (:id, :kind, :team, :user, :email, :name, :language, :params::jsonb, :link,
                    'queued', 0, :now, :now)
            ON CONFLICT DO NOTHING
            """)
        .param("id", message.messageId())
        .param("kind", message.kind())
        .param("team", message.teamId())
        .param("user", message.recipient().userId())
        .param("email", message.recipient().email())
        .param("name", message.recipient().name())
        .param("language", message.recipient().language())
        .param("params", json.writeValueAsString(message.params()))
        .param("link", message.sealedLink())
        .param("now", now)
        .update();
  }

  /** Claims the mail that is due longest, for this instance alone. */
  @Transactional
  Optional<Mail> claim() {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            UPDATE mail SET status = 'sending', attempts = attempts + 1, next_try_at = ?
             WHERE message_id = (
               SELECT message_id FROM mail
                WHERE status IN ('queued', 'sending') AND next_try_at <= ?
                ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING message_id, kind, team_id, user_id, email, name, language, params::text,
                      sealed_link, attempts, created_at
            """)
        .params(at(now.plus(CLAIMED)), at(now))
        .query((row, number) -> mail(row))
        .optional();
  }

  /** Notes that a server has taken a mail. */
  @Transactional
  void sent(Mail mail) {
    end(mail, "sent", null);
    published(mail, "delivered");
  }

  /** Notes that a mail cannot be sent at all. */
  @Transactional
  void failed(Mail mail, String why) {
    log.warn("Mail {} cannot be sent: {}", mail.id(), mail.kind());
    end(mail, "failed", shortened(why));
    published(mail, "failed");
  }

  /** Puts a mail back that no server took this time; after days it has failed. */
  @Transactional
  void later(Mail mail, String why) {
    Instant now = clock.instant();
    if (mail.createdAt().plus(properties.giveUpAfter()).isBefore(now)) {
      failed(mail, why);
      return;
    }
    Duration wait = properties.firstRetry().multipliedBy(1L << Math.min(mail.attempts() - 1, 10));
    jdbc.sql(
            """
            UPDATE mail SET status = 'queued', next_try_at = ?, failure = ? WHERE message_id = ?
            """)
        .params(
            at(now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)),
            shortened(why),
            mail.id())
        .update();
  }

  /** Forgets who the recipients of old mails were. */
  @Transactional
  void forgetAddresses() {
    jdbc.sql(
            """
            UPDATE mail SET email = '', name = NULL, params = '{}', failure = NULL
             WHERE status IN ('sent', 'failed') AND email <> '' AND created_at < ?
            """)
        .param(at(clock.instant().minus(properties.keepAddresses())))
        .update();
  }

  private void end(Mail mail, String status, @Nullable String failure) {
    // The link is of no use any more, and nobody shall find it later.
    jdbc.sql(
            """
            UPDATE mail SET status = :status, ended_at = :at, failure = :failure, sealed_link = NULL
             WHERE message_id = :id
            """)
        .param("status", status)
        .param("at", at(clock.instant()))
        .param("failure", failure)
        .param("id", mail.id())
        .update();
  }

  private void published(Mail mail, String status) {
    UUID team = mail.teamId();
    UUID user = mail.userId();
    if (team != null && user != null) {
      outbox.publish(
          mail.id().toString(),
          new NotificationDelivery(
              mail.id(), team, user, mail.kind(), "email", status, 1, clock.instant()));
    }
  }

  private Mail mail(ResultSet row) throws SQLException {
    return new Mail(
        row.getObject("message_id", UUID.class),
        row.getString("kind"),
        row.getObject("team_id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("email"),
        row.getString("name"),
        row.getString("language"),
        json.readValue(row.getString("params"), new TypeReference<>() {}),
        row.getString("sealed_link"),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static String shortened(String why) {
    return why.length() <= LONGEST_FAILURE ? why : why.substring(0, LONGEST_FAILURE);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
