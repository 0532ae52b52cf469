package io.kundenwert.customer.restore;

import io.kundenwert.customer.undo.Undos;
import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
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
  private final EventCodec codec;
  private final Undos undos;

  RestoredUndos(JdbcClient jdbc, TopicScan topics, EventCodec codec, Undos undos) {
    this.jdbc = jdbc;
    this.topics = topics;
    this.codec = codec;
    this.undos = undos;
  }

  /** Whether all of them are asked for; those of imports whose rows still arrive are not yet. */
  boolean askedForAll() {
    Map<UUID, ImportUndoState> known = new HashMap<>();
    topics.read(
        Topic.IMPORT_UNDOS,
        record -> {
          try {
            if (record.value() != null) {
              ImportUndoState state = codec.decode(record.value(), ImportUndoState.class);
              known.put(state.runId(), state);
            }
          } catch (UndecodableEventException foreign) {
            log.warn(
                "{}-{}@{} is passed over", record.topic(), record.partition(), record.offset());
          }
        });
    boolean all = true;
    for (ImportUndoState state : known.values()) {
      all &= isAskedFor(state);
    }
    return all;
  }

  private boolean isAskedFor(ImportUndoState state) {
    boolean missing =
        jdbc.sql(
                """
                SELECT EXISTS (
                  SELECT FROM run
                   WHERE team_id = ? AND product_id = ? AND run_id = ? AND undo = 'none')
                """)
            .params(state.teamId(), state.productId(), state.runId())
            .query(Boolean.class)
            .single();
    if (!missing) {
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
