package io.kundenwert.team.team;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The table of teams. */
interface StoredTeams extends JpaRepository<Team, UUID> {
  @Query(
      nativeQuery = true,
      value =
          """
          SELECT t.* FROM team t JOIN member m USING (team_id)
           WHERE m.user_id = :userId AND t.status = 'active' ORDER BY t.name, t.team_id
          """)
  List<Team> withMember(UUID userId);
}
