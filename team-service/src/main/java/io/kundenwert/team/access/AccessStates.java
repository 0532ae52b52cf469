package io.kundenwert.team.access;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.events.EventOutbox;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The access states of all teams, and their publication on {@code team.access.v1} (D1, G3). */
@Component
public class AccessStates {
  private final JdbcClient jdbc;
  private final EventOutbox outbox;

  AccessStates(JdbcClient jdbc, EventOutbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  /** The state of a team; empty if there is no such team. */
  @Transactional(readOnly = true)
  public Optional<TeamAccess> of(UUID teamId) {
    return jdbc.sql(
            """
            SELECT access_version, status, plan FROM team WHERE team_id = ?
            """)
        .param(teamId)
        .query(
            (row, number) ->
                new TeamAccess(
                    teamId,
                    row.getLong("access_version"),
                    row.getString("status"),
                    row.getString("plan"),
                    members(teamId),
                    products(teamId)))
        .optional();
  }

  /**
   * Publishes the new state of a team with the surrounding transaction, which has written its
   * change. Changes of one team wait for each other here, so that a later version has all that an
   * earlier one has.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changed(UUID teamId) {
    int raised =
        jdbc.sql("UPDATE team SET access_version = access_version + 1 WHERE team_id = ?")
            .param(teamId)
            .update();
    if (raised == 0) {
      throw new IllegalArgumentException("No team " + teamId);
    }
    outbox.publish(teamId.toString(), of(teamId).orElseThrow());
  }

  private List<TeamAccess.Member> members(UUID teamId) {
    return jdbc.sql("SELECT user_id, role FROM member WHERE team_id = ? ORDER BY user_id")
        .param(teamId)
        .query(
            (row, number) ->
                new TeamAccess.Member(row.getObject("user_id", UUID.class), row.getString("role")))
        .list();
  }

  private List<TeamAccess.Product> products(UUID teamId) {
    return jdbc.sql(
            "SELECT product_id, created_by FROM product WHERE team_id = ? ORDER BY product_id")
        .param(teamId)
        .query(
            (row, number) ->
                new TeamAccess.Product(
                    row.getObject("product_id", UUID.class),
                    row.getObject("created_by", UUID.class)))
        .list();
  }
}
