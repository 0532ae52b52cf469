package io.kundenwert.customer.merge;

import io.kundenwert.events.MergeProgress;
import io.kundenwert.support.events.EventOutbox;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Says again how far a run is merged: who follows it has lost what was said, or was never told. */
@Component
public class ProgressAgain {
  private static final TypeReference<Map<String, Long>> AMOUNTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final EventOutbox outbox;
  private final JsonMapper json;

  ProgressAgain(JdbcClient jdbc, EventOutbox outbox, JsonMapper json) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.json = json;
  }

  /**
   * Says it of one partition.
   *
   * @param more by how much the revision rises, at least 1
   */
  @Transactional
  public void announceAgain(UUID teamId, UUID productId, UUID runId, int partition, long more) {
    jdbc.sql(
            """
            UPDATE mark SET revision = revision + ?
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ?
            RETURNING *
            """)
        .params(more, teamId, productId, runId, partition)
        .query(
            (row, number) ->
                new MergeProgress(
                    runId,
                    teamId,
                    productId,
                    partition,
                    row.getLong("seq"),
                    row.getLong("revision"),
                    row.getLong("created"),
                    row.getLong("updated"),
                    row.getLong("unchanged"),
                    row.getLong("merged"),
                    row.getLong("rejected"),
                    row.getLong("dead"),
                    json.readValue(row.getString("gross"), AMOUNTS)))
        .optional()
        .ifPresent(progress -> outbox.publish(progress.key(), progress));
  }
}
