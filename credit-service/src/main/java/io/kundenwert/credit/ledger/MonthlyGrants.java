package io.kundenwert.credit.ledger;

import java.util.UUID;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Grants each new month's credits, on one replica at a time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "10m")
class MonthlyGrants {
  private final Ledger ledger;

  MonthlyGrants(Ledger ledger) {
    this.ledger = ledger;
  }

  @Bean
  static LockProvider lockProvider(JdbcTemplate jdbc) {
    return new JdbcTemplateLockProvider(
        JdbcTemplateLockProvider.Configuration.builder()
            .withJdbcTemplate(jdbc)
            // Replicas may disagree about the time; the database does not.
            .usingDbTime()
            .build());
  }

  @Scheduled(cron = "0 5 * * * *", zone = "UTC")
  @SchedulerLock(name = "monthly-grants")
  void grant() {
    for (UUID teamId : ledger.teamsWithoutThisMonthsGrant()) {
      ledger.grantMonth(teamId);
    }
  }
}
