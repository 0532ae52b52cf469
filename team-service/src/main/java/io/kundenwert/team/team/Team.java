package io.kundenwert.team.team;

import io.kundenwert.events.TeamState;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A team. Its members are rows of their own: see {@link Members}. */
@Entity
class Team {
  @Id private UUID teamId;
  private String name;
  private String plan;
  private String status;
  private Instant createdAt;
  @Version private @Nullable Long version;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected Team() {}

  Team(UUID teamId, String name, String plan, Instant now) {
    this.teamId = teamId;
    this.name = name;
    this.plan = plan;
    this.status = "active";
    this.createdAt = now;
  }

  UUID teamId() {
    return teamId;
  }

  /** 1 for a new team; Hibernate counts from 0. */
  long version() {
    return (version == null ? 0 : version) + 1;
  }

  boolean isActive() {
    return status.equals("active");
  }

  void rename(String newName) {
    name = newName;
  }

  TeamView view(Plans plans) {
    return new TeamView(
        teamId, version(), name, plan, plans.monthlyCredits(plan), status, createdAt);
  }

  TeamState state(Plans plans) {
    return new TeamState(teamId, version(), name, plan, plans.monthlyCredits(plan));
  }
}
