package io.kundenwert.team.team;

import io.kundenwert.events.ProductState;
import io.kundenwert.events.TeamState;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.access.AccessStates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The teams of the installation (D1, D3, D6). */
@Service
public class Teams {
  private static final int MAX_NAME = 120;

  private final StoredTeams teams;
  private final Members members;
  private final AccessStates access;
  private final EventOutbox outbox;
  private final JdbcClient jdbc;
  private final Plans plans;
  private final Clock clock;

  Teams(
      StoredTeams teams,
      Members members,
      AccessStates access,
      EventOutbox outbox,
      JdbcClient jdbc,
      Plans plans,
      Clock clock) {
    this.teams = teams;
    this.members = members;
    this.access = access;
    this.outbox = outbox;
    this.jdbc = jdbc;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * A team that a user is a member of.
   *
   * @param role the user's role
   */
  public record Membership(TeamView team, Role role) {}

  /**
   * What goes when a team is deleted.
   *
   * @param name the team's name: whoever deletes it repeats it
   * @param products products that go with all their customers, imports and payments
   * @param members people who lose access
   * @param invitations open invitations that end
   */
  public record Deletion(String name, int products, int members, int invitations) {}

  /**
   * Founds a team with its owner on the default plan.
   *
   * @throws Problem 400 for a name that is empty or too long
   */
  @Transactional
  public TeamView found(UUID teamId, String name, UUID owner) {
    Instant now = clock.instant();
    Team team = teams.save(new Team(teamId, checked(name), plans.defaultPlan(), now));
    // Access is read from the tables: what Hibernate still holds back must be there.
    teams.flush();
    jdbc.sql("INSERT INTO member VALUES (?, ?, 'owner', ?)")
        .params(teamId, owner, now.atOffset(ZoneOffset.UTC))
        .update();
    outbox.publish(teamId.toString(), team.state(plans));
    access.changed(teamId);
    return team.view(plans);
  }

  /**
   * Gives a team another name.
   *
   * @param version the version that the change was made to
   * @throws Problem 404; 400 for the name; 409 {@code stale-version} if it was changed meanwhile
   */
  @Transactional
  public TeamView rename(UUID teamId, long version, String name) {
    members.lock(teamId);
    Team team = active(teamId);
    if (team.version() != version) {
      throw new Problem(HttpStatus.CONFLICT, "stale-version", Map.of("version", team.version()));
    }
    team.rename(checked(name));
    teams.saveAndFlush(team);
    if (team.version() != version) {
      outbox.publish(teamId.toString(), team.state(plans));
    }
    return team.view(plans);
  }

  /** What would go with a team. */
  @Transactional(readOnly = true)
  public Deletion deletion(UUID teamId) {
    return jdbc.sql(
            """
            SELECT t.name,
                   (SELECT count(*) FROM product p WHERE p.team_id = t.team_id) AS products,
                   (SELECT count(*) FROM member m WHERE m.team_id = t.team_id) AS members,
                   (SELECT count(*) FROM invitation i
                     WHERE i.team_id = t.team_id AND i.status = 'open') AS invitations
              FROM team t WHERE t.team_id = ? AND t.status = 'active'
            """)
        .param(teamId)
        .query(Deletion.class)
        .optional()
        .orElseThrow(() -> Problem.notFound("team"));
  }

  /**
   * Deletes a team with everything that hangs on it. Its last access state stays in the topic, as
   * deleted: every service refuses from then on and deletes what it has of the team.
   *
   * @param owner who deletes: must be the owner still
   * @param name the team's name, as a confirmation
   * @throws Problem 404; 403 if the caller is not the owner; 409 {@code name-differs}
   */
  @Transactional
  public void delete(UUID teamId, UUID owner, String name) {
    members.lock(teamId);
    if (members.roleOf(teamId, owner).orElse(null) != Role.OWNER) {
      throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }
    if (!members.nameOf(teamId).equals(name.strip())) {
      throw new Problem(HttpStatus.CONFLICT, "name-differs");
    }
    for (UUID productId :
        jdbc.sql("DELETE FROM product WHERE team_id = ? RETURNING product_id")
            .param(teamId)
            .query(UUID.class)
            .list()) {
      outbox.publishTombstone(productId.toString(), ProductState.class);
    }
    jdbc.sql("DELETE FROM invitation WHERE team_id = ?").param(teamId).update();
    jdbc.sql("DELETE FROM member WHERE team_id = ?").param(teamId).update();
    jdbc.sql("UPDATE team SET status = 'deleted', version = version + 1 WHERE team_id = ?")
        .param(teamId)
        .update();
    outbox.publishTombstone(teamId.toString(), TeamState.class);
    access.changed(teamId);
  }

  private static String checked(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()) {
      throw Problem.badRequest("name-missing", "name", null);
    }
    if (stripped.length() > MAX_NAME) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "text-too-long", Map.of("field", "name", "max", MAX_NAME));
    }
    return stripped;
  }

  private Team active(UUID teamId) {
    return teams
        .findById(teamId)
        .filter(Team::isActive)
        .orElseThrow(() -> Problem.notFound("team"));
  }

  /** Whether there is such a team. */
  @Transactional(readOnly = true)
  public boolean exist(UUID teamId) {
    return teams.existsById(teamId);
  }

  /**
   * A team.
   *
   * @throws Problem 404 if there is none
   */
  @Transactional(readOnly = true)
  public TeamView get(UUID teamId) {
    return active(teamId).view(plans);
  }

  /** The active teams of a user by name. */
  @Transactional(readOnly = true)
  public List<Membership> of(UUID userId) {
    return teams.withMember(userId).stream()
        .flatMap(
            team ->
                members
                    .roleOf(team.teamId(), userId)
                    .map(role -> Stream.of(new Membership(team.view(plans), role)))
                    .orElseGet(Stream::of))
        .toList();
  }
}
