package io.kundenwert.team.team;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The table of teams. */
interface StoredTeams extends JpaRepository<Team, UUID> {
  @Query(
      """
      SELECT t FROM Team t JOIN t.members m
       WHERE m.userId = :userId AND t.status = 'active' ORDER BY t.name, t.teamId
      """)
  List<Team> withMember(UUID userId);
}
