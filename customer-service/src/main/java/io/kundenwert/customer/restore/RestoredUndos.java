package io.kundenwert.customer.restore;

import io.kundenwert.customer.undo.Undos;
import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks again for the undos that a restored database does not know of. */
@Component
class RestoredUndos {
  private static final Logger log = LoggerFactory.getLogger(RestoredUndos.class);

  private final JdbcClient jdbc;
  private final TopicScan topics;
  private final Undos undos;
  private final Map<UUID, ImportUndoState> missing = new HashMap<>();

  RestoredUndos(JdbcClient jdbc, TopicScan topics, Undos undos) {
    this.jdbc = jdbc;
    this.topics = topics;
    this.undos = undos;
  }

  /** Looks which undos were asked for since the backup. */
  void learn() {
    missing.clear();
    // Of each import the last state.
    topics.read(
        Topic.IMPORT_UNDOS, ImportUndoState.class, state -> missing.put(state.runId(), state));
  }

  /** Whether all of them are asked for; those of imports whose rows still arrive are not yet. */
  boolean askedForAll() {
    missing.values().removeIf(this::isAskedFor);
    return missing.isEmpty();
  }

  private boolean isAskedFor(ImportUndoState state) {
    boolean unknown =
        jdbc.sql(
                """
                SELECT EXISTS (
                  SELECT FROM run
                   WHERE team_id = ? AND product_id = ? AND run_id = ? AND undo = 'none')
                """)
            .params(state.teamId(), state.productId(), state.runId())
            .query(Boolean.class)
            .single();
    if (!unknown) {
      return true;
    }
    try {
      undos.undo(state.teamId(), state.productId(), state.runId(), state.requestedBy());
      log.info("Run {} is undone again", state.runId());
      return true;
    } catch (Problem notYet) {
      log.info("Run {} cannot be undone again yet: {}", state.runId(), notYet.code());
      return false;
    }
  }
}
