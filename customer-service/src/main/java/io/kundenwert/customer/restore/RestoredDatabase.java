package io.kundenwert.customer.restore;

import io.kundenwert.support.restore.Restoration;
import java.time.Duration;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works through a restoration, on one instance. Rows and settings are read again by their consumers
 * meanwhile; nothing has to wait for it.
 */
@Component
class RestoredDatabase {
  private static final Logger log = LoggerFactory.getLogger(RestoredDatabase.class);

  /** Rows that are not there after that time will not come: the topic forgot them. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Restoration restoration;
  private final RestoredRuns runs;
  private final RestoredStates states;
  private final RestoredUndos undos;
  private long triesUntil;
  private boolean inLine;
  private boolean statesInLine;

  RestoredDatabase(
      Restoration restoration, RestoredRuns runs, RestoredStates states, RestoredUndos undos) {
    this.restoration = restoration;
    this.runs = runs;
    this.states = states;
    this.undos = undos;
  }

  /** Does what is left to do. */
  @Scheduled(
      initialDelayString = "${kundenwert.restore.delay:2s}",
      fixedDelayString = "${kundenwert.restore.delay:2s}")
  @SchedulerLock(name = "restore", lockAtMostFor = "15m")
  public void bringInLine() {
    if (inLine || !restoration.isPending()) {
      inLine = true;
      return;
    }
    if (!statesInLine) {
      log.info("The database was restored: published states are brought in line");
      // Before anything else draws a number that was drawn before.
      runs.learn();
      states.bringInLine();
      undos.learn();
      statesInLine = true;
      triesUntil = System.nanoTime() + PATIENCE.toNanos();
    }
    if (undos.askedForAll() || System.nanoTime() - triesUntil > 0) {
      restoration.finish();
      log.info("The restored database is in line with the topics");
    }
  }
}
