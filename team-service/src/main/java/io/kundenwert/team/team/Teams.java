package io.kundenwert.team.team;

import io.kundenwert.support.access.Role;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.access.AccessStates;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The teams of the installation (D1, D6). */
@Service
public class Teams {
  private final StoredTeams teams;
  private final AccessStates access;
  private final EventOutbox outbox;
  private final Plans plans;
  private final Clock clock;

  Teams(StoredTeams teams, AccessStates access, EventOutbox outbox, Plans plans, Clock clock) {
    this.teams = teams;
    this.access = access;
    this.outbox = outbox;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * A team that a user is a member of.
   *
   * @param role the user's role
   */
  public record Membership(TeamView team, Role role) {}

  /** Founds a team with its owner on the default plan. */
  @Transactional
  public void found(UUID teamId, String name, UUID owner) {
    Team team = teams.save(new Team(teamId, name, plans.defaultPlan(), owner, clock.instant()));
    // Access is read from the tables: what Hibernate still holds back must be there.
    teams.flush();
    outbox.publish(teamId.toString(), team.state(plans));
    access.changed(teamId);
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
    return teams
        .findById(teamId)
        .map(team -> team.view(plans))
        .orElseThrow(() -> Problem.notFound("team"));
  }

  /** The active teams of a user by name. */
  @Transactional(readOnly = true)
  public List<Membership> of(UUID userId) {
    return teams.withMember(userId).stream()
        .flatMap(
            team ->
                team.roleOf(userId)
                    .map(role -> Stream.of(new Membership(team.view(plans), role)))
                    .orElseGet(Stream::of))
        .toList();
  }
}
