package io.kundenwert.team.team;

import io.kundenwert.events.TeamState;
import io.kundenwert.support.access.Role;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A team with its members. */
@Entity
class Team {
  @Id private UUID teamId;
  private String name;
  private String plan;
  private String status;
  private Instant createdAt;
  @Version private @Nullable Long version;

  @ElementCollection
  @CollectionTable(name = "member", joinColumns = @JoinColumn(name = "team_id"))
  private Set<Member> members = new HashSet<>();

  @Embeddable
  record Member(UUID userId, String role, Instant joinedAt) {}

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected Team() {}

  Team(UUID teamId, String name, String plan, UUID owner, Instant now) {
    this.teamId = teamId;
    this.name = name;
    this.plan = plan;
    this.status = "active";
    this.createdAt = now;
    members.add(new Member(owner, Role.OWNER.wireName(), now));
  }

  UUID teamId() {
    return teamId;
  }

  Optional<Role> roleOf(UUID userId) {
    return members.stream()
        .filter(member -> member.userId().equals(userId))
        .findFirst()
        .map(member -> Role.ofWireName(member.role()));
  }

  TeamView view(Plans plans) {
    return new TeamView(teamId, name, plan, plans.monthlyCredits(plan), status, createdAt);
  }

  TeamState state(Plans plans) {
    // The first version in events is 1; Hibernate counts from 0.
    return new TeamState(
        teamId, (version == null ? 0 : version) + 1, name, plan, plans.monthlyCredits(plan));
  }
}
