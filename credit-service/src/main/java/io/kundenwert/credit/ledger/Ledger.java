package io.kundenwert.credit.ledger;

import io.kundenwert.events.CreditBalance;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The credits of all teams (D7). Movements of one team wait for each other. */
@Service
public class Ledger {
  private final JdbcClient jdbc;
  private final EventOutbox outbox;
  private final Clock clock;

  Ledger(JdbcClient jdbc, EventOutbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Takes a team's plan over, opens its accounts if it is new, and grants this month's credits if
   * they have not been granted. An older version than the known one changes nothing.
   *
   * @param version version of the team's state
   * @param monthlyCredits what the plan grants each month, not negative
   */
  @Transactional
  public void plan(UUID teamId, long version, int monthlyCredits) {
    jdbc.sql(
            """
            INSERT INTO team_plan (team_id, version, monthly_credits) VALUES (?, ?, ?)
            ON CONFLICT (team_id) DO UPDATE
               SET version = excluded.version, monthly_credits = excluded.monthly_credits
             WHERE team_plan.version < excluded.version
            """)
        .params(teamId, version, monthlyCredits)
        .update();
    jdbc.sql(
            """
            INSERT INTO account (team_id, kind)
            SELECT ?, kind FROM (VALUES ('pool'), ('granted'), ('spent')) AS kinds (kind)
            ON CONFLICT DO NOTHING
            """)
        .param(teamId)
        .update();
    grantMonth(teamId);
  }

  /** Ends the grants of a team that is gone; its books stay. */
  @Transactional
  public void close(UUID teamId) {
    jdbc.sql("UPDATE team_plan SET monthly_credits = 0 WHERE team_id = ?").param(teamId).update();
  }

  /** Teams whose plan grants credits that this month has not seen yet. */
  @Transactional(readOnly = true)
  public List<UUID> teamsWithoutThisMonthsGrant() {
    return jdbc.sql(
            """
            SELECT team_id FROM team_plan p
             WHERE monthly_credits > 0
               AND NOT EXISTS (SELECT FROM movement m
                                WHERE m.team_id = p.team_id AND m.idempotency_key = ?)
             ORDER BY team_id
            """)
        .param(monthKey())
        .query(UUID.class)
        .list();
  }

  /** Grants a team what its plan gives for this month (UTC), once. */
  @Transactional
  public void grantMonth(UUID teamId) {
    lockPool(teamId);
    long credits =
        jdbc.sql("SELECT monthly_credits FROM team_plan WHERE team_id = ?")
            .param(teamId)
            .query(Long.class)
            .single();
    if (credits > 0 && !isBooked(teamId, monthKey())) {
      book(teamId, monthKey(), "grant", credits, "granted", "plan " + month(), null);
    }
  }

  /**
   * Spends credits if there are enough.
   *
   * @param idempotencyKey the wish's own key: the same key again changes nothing
   * @param credits how many, at least 1
   * @param reason what for
   * @param userId who spends
   */
  @Transactional
  public Spending spend(
      UUID teamId, String idempotencyKey, long credits, String reason, UUID userId) {
    if (credits < 1) {
      throw new IllegalArgumentException("At least one credit is spent");
    }
    String key = "spend " + idempotencyKey;
    long available = lockPool(teamId);
    if (isBooked(teamId, key)) {
      return new Spending.Booked(available);
    }
    if (available < credits) {
      return new Spending.NotEnough(available);
    }
    book(teamId, key, "spend", -credits, "spent", reason, userId);
    return new Spending.Booked(available - credits);
  }

  /** What a team can spend; 0 for a team that the ledger does not know yet. */
  @Transactional(readOnly = true)
  public CreditBalance balance(UUID teamId) {
    return jdbc.sql("SELECT balance, version FROM account WHERE team_id = ? AND kind = 'pool'")
        .param(teamId)
        .query(
            (row, number) ->
                new CreditBalance(teamId, row.getLong("version"), row.getLong("balance"), 0))
        .optional()
        .orElse(new CreditBalance(teamId, 0, 0, 0));
  }

  /** A page of a team's movements, the newest first. */
  @Transactional(readOnly = true)
  public ListPage<Movement> movements(UUID teamId, ListQuery query) {
    List<Movement> read =
        jdbc.sql(
                """
                SELECT m.movement_id, m.kind, p.amount, m.reason, m.user_id, m.occurred_at
                  FROM movement m JOIN posting p USING (team_id, movement_id)
                 WHERE p.kind = 'pool' AND team_id = :team AND %s
                 ORDER BY movement_id %s LIMIT :limit
                """
                    .formatted(
                        query.after() != null
                            ? "movement_id < :cursor"
                            : query.before() != null ? "movement_id > :cursor" : "TRUE",
                        query.backwards() ? "ASC" : "DESC"))
            .param("team", teamId)
            .param("cursor", query.after() != null ? query.after() : query.before())
            .param("limit", query.fetch())
            .query(
                (row, number) ->
                    new Movement(
                        row.getObject("movement_id", UUID.class),
                        row.getString("kind"),
                        row.getLong("amount"),
                        row.getString("reason"),
                        row.getObject("user_id", UUID.class),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
            .list();
    return ListPage.of(query, read, Movement::id);
  }

  /** Locks a team's pool until the transaction ends; 0 for a team without accounts. */
  private long lockPool(UUID teamId) {
    return jdbc.sql("SELECT balance FROM account WHERE team_id = ? AND kind = 'pool' FOR UPDATE")
        .param(teamId)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private boolean isBooked(UUID teamId, String idempotencyKey) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM movement WHERE team_id = ? AND idempotency_key = ?)")
        .params(teamId, idempotencyKey)
        .query(Boolean.class)
        .single();
  }

  private void book(
      UUID teamId,
      String idempotencyKey,
      String kind,
      long toPool,
      String counterpart,
      String reason,
      @Nullable UUID userId) {
    UUID movementId = Ids.next();
    jdbc.sql(
            """
            INSERT INTO movement
              (team_id, movement_id, idempotency_key, kind, reason, user_id, occurred_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(teamId)
        .param(movementId)
        .param(idempotencyKey)
        .param(kind)
        .param(reason)
        .param(userId)
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            INSERT INTO posting (team_id, movement_id, kind, amount)
            VALUES (:team, :movement, 'pool', :amount),
                   (:team, :movement, :counterpart, -:amount)
            """)
        .param("team", teamId)
        .param("movement", movementId)
        .param("counterpart", counterpart)
        .param("amount", toPool)
        .update();
    outbox.publish(teamId.toString(), balance(teamId));
  }

  private YearMonth month() {
    return YearMonth.now(clock.withZone(ZoneOffset.UTC));
  }

  private String monthKey() {
    return "grant " + month();
  }
}
