package io.kundenwert.team.account;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records changes of what a person has for themselves, in every team that they are a member of: a
 * new password or API key opens those teams' data. Sessions are not recorded; their owner sees them
 * listed.
 */
@Component
public class PersonalAudit {
  private final Audit audit;
  private final JdbcClient jdbc;

  PersonalAudit(Audit audit, JdbcClient jdbc) {
    this.audit = audit;
    this.jdbc = jdbc;
  }

  /** Records what a signed-in person changed. */
  public void record(
      Caller caller, String action, String subjectType, UUID subjectId, Audit.Change... changes) {
    record(
        new AuditEntry.Actor(caller.userId(), "session", null),
        caller.userId(),
        action,
        subjectType,
        subjectId,
        changes);
  }

  void record(
      AuditEntry.Actor actor,
      UUID userId,
      String action,
      String subjectType,
      UUID subjectId,
      Audit.Change... changes) {
    for (UUID teamId :
        jdbc.sql("SELECT team_id FROM member WHERE user_id = ? ORDER BY team_id")
            .param(userId)
            .query(UUID.class)
            .list()) {
      audit.record(actor, teamId, null, action, subjectType, subjectId, changes);
    }
  }
}
