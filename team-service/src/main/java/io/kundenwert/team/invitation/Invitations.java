package io.kundenwert.team.invitation;

import io.kundenwert.events.MessageRequest;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import io.kundenwert.team.message.Messages;
import io.kundenwert.team.team.Members;
import io.kundenwert.team.token.SecretToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invitations into teams: by e-mail, with a role, through a link that works once and for a week
 * (D3). No answer tells whether an address has an account. Whatever ends an invitation locks the
 * team first, so that of two that race one finds it ended.
 */
@Service
public class Invitations {
  private static final Duration VALID = Duration.ofDays(7);
  private static final int MOST_OPEN = 100;

  private final JdbcClient jdbc;
  private final Members members;
  private final People people;
  private final Messages messages;
  private final Clock clock;

  Invitations(JdbcClient jdbc, Members members, People people, Messages messages, Clock clock) {
    this.jdbc = jdbc;
    this.members = members;
    this.people = people;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * What an invitation says to whoever has its link.
   *
   * @param teamId team
   * @param team its name
   * @param inviter name of who invited, may be empty
   * @param role role that it gives
   * @param email the invited address
   * @param expiresAt until when it can be accepted
   */
  public record Invited(
      UUID teamId, String team, String inviter, String role, String email, Instant expiresAt) {}

  private record Row(
      UUID teamId,
      UUID id,
      String emailKey,
      String email,
      String role,
      String language,
      String status,
      UUID invitedBy,
      Instant sentAt,
      Instant expiresAt) {}

  /** The open invitations of a team, the newest first. */
  @Transactional(readOnly = true)
  public List<InvitationView> of(UUID teamId) {
    Instant now = clock.instant();
    return jdbc
        .sql(
            """
            SELECT * FROM invitation WHERE team_id = ? AND status = 'open'
             ORDER BY invitation_id DESC
            """)
        .param(teamId)
        .query((row, number) -> row(row))
        .list()
        .stream()
        .map(row -> view(row, now))
        .toList();
  }

  /**
   * Invites an address.
   *
   * @param role admin, member or viewer: nobody is invited as owner
   * @param language of the mail
   * @throws Problem 400 {@code email-malformed}; 409 {@code already-invited} with the invitation's
   *     id, {@code already-member}, {@code too-many-invitations}
   */
  @Transactional
  public InvitationView invite(
      UUID teamId, UUID invitedBy, String email, Role role, String language) {
    String written = email.strip();
    String key = EmailAddress.identity(written);
    if (key == null) {
      throw Problem.badRequest("email-malformed", "email", null);
    }
    if (role == Role.OWNER) {
      throw Problem.badRequest("role-unknown", "role", null);
    }
    members.lock(teamId);
    if (isMember(teamId, key)) {
      // Members see each other's addresses anyway: this tells nothing new.
      throw new Problem(HttpStatus.CONFLICT, "already-member");
    }
    requireNoneOpen(teamId, key);
    SecretToken token = SecretToken.random("");
    Instant now = clock.instant();
    Row row =
        new Row(
            teamId,
            Ids.next(),
            key,
            written,
            role.wireName(),
            language,
            "open",
            invitedBy,
            now,
            now.plus(VALID));
    jdbc.sql(
            """
            INSERT INTO invitation (team_id, invitation_id, email_key, email, role, language,
                                    token_hash, status, invited_by, created_at, sent_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?)
            """)
        .params(teamId, row.id(), key, written, row.role(), language)
        .params(token.digest(), invitedBy, at(now), at(now), at(row.expiresAt()))
        .update();
    send(row, token);
    return view(row, now);
  }

  private boolean isMember(UUID teamId, String emailKey) {
    return people
        .confirmedWith(emailKey)
        .flatMap(person -> members.roleOf(teamId, person.id()))
        .isPresent();
  }

  private void requireNoneOpen(UUID teamId, String emailKey) {
    jdbc.sql(
            """
            SELECT invitation_id FROM invitation
             WHERE team_id = ? AND email_key = ? AND status = 'open'
            """)
        .params(teamId, emailKey)
        .query(UUID.class)
        .optional()
        .ifPresent(
            id -> {
              throw new Problem(HttpStatus.CONFLICT, "already-invited", Map.of("invitationId", id));
            });
    int open =
        jdbc.sql("SELECT count(*) FROM invitation WHERE team_id = ? AND status = 'open'")
            .param(teamId)
            .query(Integer.class)
            .single();
    if (open >= MOST_OPEN) {
      throw new Problem(HttpStatus.CONFLICT, "too-many-invitations", Map.of("max", MOST_OPEN));
    }
  }

  /**
   * Sends a new link; the one before is dead.
   *
   * @throws Problem 404 if there is no such open invitation
   */
  @Transactional
  public InvitationView resend(UUID teamId, UUID invitationId) {
    members.lock(teamId);
    Row row = open(teamId, invitationId);
    SecretToken token = SecretToken.random("");
    Instant now = clock.instant();
    jdbc.sql(
            """
            UPDATE invitation SET token_hash = ?, sent_at = ?, expires_at = ?
             WHERE team_id = ? AND invitation_id = ?
            """)
        .params(token.digest(), at(now), at(now.plus(VALID)), teamId, invitationId)
        .update();
    send(row, token);
    return view(open(teamId, invitationId), now);
  }

  /**
   * Takes an invitation back.
   *
   * @throws Problem 404 if there is no such open invitation
   */
  @Transactional
  public void revoke(UUID teamId, UUID invitationId) {
    members.lock(teamId);
    open(teamId, invitationId);
    end(teamId, invitationId, "revoked");
  }

  /**
   * What a link leads to.
   *
   * @throws Problem 404 {@code invitation-gone} if the link was used, taken back or has expired
   */
  @Transactional(readOnly = true)
  public Invited view(String token) {
    Row row = behind(token);
    return new Invited(
        row.teamId(),
        members.nameOf(row.teamId()),
        people.find(row.invitedBy()).map(Person::name).orElse(""),
        row.role(),
        row.email(),
        row.expiresAt());
  }

  /** An invitation that was declined. */
  public record Declined(UUID teamId, UUID invitationId) {}

  /**
   * Declines; whoever has the link may, signed in or not.
   *
   * @throws Problem 404 {@code invitation-gone}
   */
  @Transactional
  public Declined decline(String token) {
    Row row = behind(token);
    members.lock(row.teamId());
    Row locked = behind(token);
    end(locked.teamId(), locked.id(), "declined");
    return new Declined(locked.teamId(), locked.id());
  }

  /**
   * Accepts as a signed-in person.
   *
   * @return the team that they are a member of now
   * @throws Problem 404 {@code invitation-gone}; 403 {@code invitation-for-another} if it was sent
   *     to another address than the account's; 409 {@code already-member}
   */
  @Transactional
  public UUID accept(String token, UUID userId) {
    Row seen = behind(token);
    members.lock(seen.teamId());
    Row row = behind(token);
    Person person = people.find(userId).orElseThrow(() -> Problem.notFound("account"));
    if (!row.emailKey().equals(EmailAddress.identity(person.email()))) {
      throw new Problem(
          HttpStatus.FORBIDDEN, "invitation-for-another", Map.of("email", masked(row.email())));
    }
    end(row.teamId(), row.id(), "accepted");
    members.add(
        row.teamId(), userId, Objects.requireNonNull(Role.ofWireName(row.role())), row.invitedBy());
    people
        .find(row.invitedBy())
        .ifPresent(
            inviter ->
                messages.send(
                    "invitation-accepted",
                    inviter.recipient(),
                    row.teamId(),
                    Map.of("team", members.nameOf(row.teamId()), "member", person.name())));
    return row.teamId();
  }

  private void send(Row row, SecretToken token) {
    messages.send(
        "invitation",
        new MessageRequest.Recipient(null, row.email(), null, row.language()),
        row.teamId(),
        Map.of(
            "team", members.nameOf(row.teamId()),
            "inviter", people.find(row.invitedBy()).map(Person::name).orElse(""),
            "role", row.role()),
        "/invite#" + token.secret());
  }

  private Row behind(String token) {
    return jdbc.sql(
            """
            SELECT i.* FROM invitation i JOIN team t USING (team_id)
             WHERE i.token_hash = ? AND i.status = 'open' AND i.expires_at > ?
               AND t.status = 'active'
            """)
        .params(SecretToken.digest(token), at(clock.instant()))
        .query((row, number) -> row(row))
        .optional()
        .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "invitation-gone"));
  }

  private Row open(UUID teamId, UUID invitationId) {
    return jdbc.sql(
            """
            SELECT * FROM invitation
             WHERE team_id = ? AND invitation_id = ? AND status = 'open'
            """)
        .params(teamId, invitationId)
        .query((row, number) -> row(row))
        .optional()
        .orElseThrow(() -> Problem.notFound("invitation"));
  }

  private void end(UUID teamId, UUID invitationId, String status) {
    jdbc.sql(
            """
            UPDATE invitation SET status = ?, ended_at = ?
             WHERE team_id = ? AND invitation_id = ?
            """)
        .params(status, at(clock.instant()), teamId, invitationId)
        .update();
  }

  private static InvitationView view(Row row, Instant now) {
    return new InvitationView(
        row.id(),
        row.email(),
        row.role(),
        row.invitedBy(),
        row.sentAt(),
        row.expiresAt(),
        !row.expiresAt().isAfter(now));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getObject("team_id", UUID.class),
        row.getObject("invitation_id", UUID.class),
        row.getString("email_key"),
        row.getString("email"),
        row.getString("role"),
        row.getString("language"),
        row.getString("status"),
        row.getObject("invited_by", UUID.class),
        row.getObject("sent_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** {@code j***@example.com}: enough to know which of one's own addresses is meant. */
  private static @Nullable String masked(String email) {
    int at = email.lastIndexOf('@');
    return email.substring(0, email.offsetByCodePoints(0, 1)) + "***" + email.substring(at);
  }
}
