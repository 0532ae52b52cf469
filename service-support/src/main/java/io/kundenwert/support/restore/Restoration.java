package io.kundenwert.support.restore;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether an operator says that the database was restored from a backup, and the service has not
 * brought it in line with the topics yet. The operator names the restoration ({@code
 * KUNDENWERT_RESTORED}, for example the time); a name that was dealt with means nothing any more,
 * so that the setting may stay.
 */
public class Restoration {
  private final JdbcClient jdbc;
  private final Clock clock;
  private final String name;

  /**
   * Makes one.
   *
   * @param name name of the restoration, empty if there was none
   */
  public Restoration(JdbcClient jdbc, Clock clock, String name) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.name = name.strip();
  }

  /** Whether there is one that was not dealt with. */
  public boolean isPending() {
    return !name.isEmpty()
        && !jdbc.sql("SELECT EXISTS (SELECT FROM restoration WHERE name = ?)")
            .param(name)
            .query(Boolean.class)
            .single();
  }

  /** It was dealt with. */
  public void finish() {
    jdbc.sql("INSERT INTO restoration (name, finished_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .params(name, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }
}
