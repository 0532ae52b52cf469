package io.kundenwert.customer.merge;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what dead rows brought after 30 days: it is personal data that nobody waits for. */
@Component
class DeadRowRetention {
  private static final Duration KEPT = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;

  DeadRowRetention(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Scheduled(cron = "${kundenwert.merge.dead-rows.cron:0 40 2 * * *}")
  @SchedulerLock(name = "dead-row-retention", lockAtMostFor = "1h", lockAtLeastFor = "1m")
  void forgetOld() {
    jdbc.sql("DELETE FROM dead_row WHERE created_at < ?")
        .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
  }
}
