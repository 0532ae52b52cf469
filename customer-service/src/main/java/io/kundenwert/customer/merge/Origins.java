package io.kundenwert.customer.merge;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order of a team's origins: of two values of a field the one of the later origin counts. */
@Component
class Origins {
  private final JdbcClient jdbc;

  Origins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Draws the next number. */
  long next(UUID teamId) {
    return jdbc.sql(
            """
            INSERT INTO origin_sequence (team_id, last) VALUES (?, 1)
            ON CONFLICT (team_id) DO UPDATE SET last = origin_sequence.last + 1
            RETURNING last
            """)
        .param(teamId)
        .query(Long.class)
        .single();
  }

  /** Numbers up to this one were drawn before. */
  void atLeast(UUID teamId, long drawn) {
    jdbc.sql(
            """
            INSERT INTO origin_sequence (team_id, last) VALUES (?, ?)
            ON CONFLICT (team_id) DO UPDATE
               SET last = greatest(origin_sequence.last, excluded.last)
            """)
        .params(teamId, drawn)
        .update();
  }
}
