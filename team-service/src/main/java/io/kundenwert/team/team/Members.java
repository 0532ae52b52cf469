package io.kundenwert.team.team;

import io.kundenwert.support.access.Role;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.access.AccessStates;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import io.kundenwert.team.message.Messages;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people of a team and their roles (D1, D3). Every change locks the team first and checks the
 * rules behind the lock, so that of two changes at once the second one sees the first: there is
 * exactly one owner at any time.
 */
@Service
public class Members {
  private final JdbcClient jdbc;
  private final AccessStates access;
  private final People people;
  private final Messages messages;
  private final Clock clock;

  Members(JdbcClient jdbc, AccessStates access, People people, Messages messages, Clock clock) {
    this.jdbc = jdbc;
    this.access = access;
    this.people = people;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * A member.
   *
   * @param userId user
   * @param role role
   * @param joinedAt when they came in
   * @param products how many products they are the creator of
   */
  public record Member(UUID userId, Role role, Instant joinedAt, int products) {}

  /** All members of a team: the owner first, then in the order in which they came. */
  @Transactional(readOnly = true)
  public List<Member> of(UUID teamId) {
    return jdbc.sql(
            """
            SELECT m.user_id, m.role, m.joined_at,
                   (SELECT count(*) FROM product p
                     WHERE p.team_id = m.team_id AND p.created_by = m.user_id) AS products
              FROM member m WHERE m.team_id = ?
             ORDER BY m.role <> 'owner', m.joined_at, m.user_id
            """)
        .param(teamId)
        .query(
            (row, number) ->
                new Member(
                    row.getObject("user_id", UUID.class),
                    role(row.getString("role")),
                    row.getObject("joined_at", OffsetDateTime.class).toInstant(),
                    row.getInt("products")))
        .list();
  }

  /** The role of a user in a team; empty if they are no member. */
  @Transactional(readOnly = true)
  public Optional<Role> roleOf(UUID teamId, UUID userId) {
    return jdbc.sql("SELECT role FROM member WHERE team_id = ? AND user_id = ?")
        .params(teamId, userId)
        .query(String.class)
        .optional()
        .map(Members::role);
  }

  /**
   * Takes someone in, behind {@link #lock}; the owner is told, unless they invited: an inviter
   * learns of it as such.
   *
   * @throws Problem 409 {@code already-member}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(UUID teamId, UUID userId, Role role, UUID invitedBy) {
    int added =
        jdbc.sql("INSERT INTO member VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .params(teamId, userId, role.wireName(), clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (added == 0) {
      throw new Problem(HttpStatus.CONFLICT, "already-member");
    }
    access.changed(teamId);
    UUID owner = ownerOf(teamId);
    if (!owner.equals(invitedBy)) {
      tell(owner, teamId, userId, role);
    }
  }

  private void tell(UUID owner, UUID teamId, UUID joined, Role role) {
    people
        .find(owner)
        .ifPresent(
            to ->
                messages.send(
                    "member-joined",
                    to.recipient(),
                    teamId,
                    Map.of(
                        "team", nameOf(teamId),
                        "member", people.find(joined).map(Person::name).orElse(""),
                        "role", role.wireName())));
  }

  /**
   * Gives a member another role (D1: an admin can neither change nor appoint an owner; ownership is
   * transferred, never given).
   *
   * @throws Problem 404 if there is no such member; 409 {@code owner-fixed} for the owner
   */
  @Transactional
  public void change(UUID teamId, UUID userId, Role role) {
    lock(teamId);
    Role known = required(teamId, userId);
    if (known == Role.OWNER || role == Role.OWNER) {
      throw new Problem(HttpStatus.CONFLICT, "owner-fixed");
    }
    if (known == role) {
      return;
    }
    put(teamId, userId, role);
    if (role == Role.VIEWER) {
      productsToOwner(teamId, userId);
    }
    access.changed(teamId);
    tell("role-changed", teamId, userId, Map.of("role", role.wireName()));
  }

  /**
   * Ends a membership; the person's products become the owner's.
   *
   * @throws Problem 404 if there is no such member; 409 {@code owner-fixed} for the owner
   */
  @Transactional
  public void remove(UUID teamId, UUID userId, boolean byThemselves) {
    lock(teamId);
    if (required(teamId, userId) == Role.OWNER) {
      throw new Problem(HttpStatus.CONFLICT, "owner-fixed");
    }
    productsToOwner(teamId, userId);
    jdbc.sql("DELETE FROM member WHERE team_id = ? AND user_id = ?")
        .params(teamId, userId)
        .update();
    access.changed(teamId);
    if (!byThemselves) {
      tell("member-removed", teamId, userId, Map.of());
    }
  }

  /**
   * Makes another member the owner; the owner before becomes an admin.
   *
   * @param owner who transfers: must be the owner still
   * @throws Problem 404 if there is no such member; 403 if the caller is not the owner any more;
   *     409 {@code viewer-cannot-own}
   */
  @Transactional
  public void transfer(UUID teamId, UUID owner, UUID userId) {
    lock(teamId);
    if (roleOf(teamId, owner).orElse(null) != Role.OWNER) {
      throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }
    Role role = required(teamId, userId);
    if (role == Role.OWNER) {
      return;
    }
    if (role == Role.VIEWER) {
      throw new Problem(HttpStatus.CONFLICT, "viewer-cannot-own");
    }
    put(teamId, owner, Role.ADMIN);
    put(teamId, userId, Role.OWNER);
    access.changed(teamId);
    tell(
        "ownership-transferred",
        teamId,
        userId,
        Map.of("by", people.find(owner).map(Person::name).orElse("")));
  }

  /**
   * Locks a team until the end of the surrounding transaction: whoever changes access does this
   * first.
   *
   * @throws Problem 404 if there is no such team, or it was deleted
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(UUID teamId) {
    if (jdbc.sql("SELECT team_id FROM team WHERE team_id = ? AND status = 'active' FOR UPDATE")
        .param(teamId)
        .query(UUID.class)
        .optional()
        .isEmpty()) {
      throw Problem.notFound("team");
    }
  }

  /** The owner of a team. */
  @Transactional(readOnly = true)
  public UUID ownerOf(UUID teamId) {
    return jdbc.sql("SELECT user_id FROM member WHERE team_id = ? AND role = 'owner'")
        .param(teamId)
        .query(UUID.class)
        .single();
  }

  /** The name of a team. */
  @Transactional(readOnly = true)
  public String nameOf(UUID teamId) {
    return jdbc.sql("SELECT name FROM team WHERE team_id = ?")
        .param(teamId)
        .query(String.class)
        .single();
  }

  private void tell(String kind, UUID teamId, UUID userId, Map<String, String> params) {
    people
        .find(userId)
        .ifPresent(
            to -> {
              Map<String, String> all = new HashMap<>(params);
              all.put("team", nameOf(teamId));
              messages.send(kind, to.recipient(), teamId, all);
            });
  }

  /** When a product's creator leaves or becomes viewer, the owner becomes its creator (D3). */
  private void productsToOwner(UUID teamId, UUID userId) {
    jdbc.sql("UPDATE product SET created_by = ? WHERE team_id = ? AND created_by = ?")
        .params(ownerOf(teamId), teamId, userId)
        .update();
  }

  private void put(UUID teamId, UUID userId, Role role) {
    jdbc.sql("UPDATE member SET role = ? WHERE team_id = ? AND user_id = ?")
        .params(role.wireName(), teamId, userId)
        .update();
  }

  private Role required(UUID teamId, UUID userId) {
    return roleOf(teamId, userId).orElseThrow(() -> Problem.notFound("member"));
  }

  private static Role role(String name) {
    @Nullable Role role = Role.ofWireName(name);
    if (role == null) {
      throw new IllegalStateException("Unknown role");
    }
    return role;
  }
}
