package io.kundenwert.customer.merge;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The product's gate: an advisory lock that merges share and that undo, erasure, deletion and a
 * change of currency take alone for the moment in which they set their flag. Held until the end of
 * the surrounding transaction, which must exist; whoever waits longer than 30 s gives up.
 */
@Component
public class Gate {
  private final JdbcClient jdbc;

  Gate(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The key of a product's advisory lock. */
  static long key(UUID productId) {
    return productId.getMostSignificantBits() * 31 + productId.getLeastSignificantBits();
  }

  /** Passes with others. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void pass(UUID productId) {
    lock("pg_advisory_xact_lock_shared", productId);
  }

  /** Passes alone: who passed before has ended, who comes later sees what is set now. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void passAlone(UUID productId) {
    lock("pg_advisory_xact_lock", productId);
  }

  private void lock(String function, UUID productId) {
    jdbc.sql("SELECT set_config('lock_timeout', '30s', true)").query(String.class).single();
    jdbc.sql("SELECT " + function + "(?)::text")
        .param(key(productId))
        .query(String.class)
        .optional();
  }
}
