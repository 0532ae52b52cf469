package io.kundenwert.customer.restore;

import io.kundenwert.support.restore.Restoration;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works through a restoration, on one instance. Rows, settings and runs are read again by their
 * consumers meanwhile; nothing has to wait for it.
 */
@Component
class RestoredDatabase {
  private static final Logger log = LoggerFactory.getLogger(RestoredDatabase.class);

  private final Restoration restoration;
  private final RestoredStates states;
  private final RestoredUndos undos;
  private boolean inLine;
  private boolean statesInLine;

  RestoredDatabase(Restoration restoration, RestoredStates states, RestoredUndos undos) {
    this.restoration = restoration;
    this.states = states;
    this.undos = undos;
  }

  /** Does what is left to do. */
  @Scheduled(
      initialDelayString = "${kundenwert.restore.delay:2s}",
      fixedDelayString = "${kundenwert.restore.delay:2s}")
  @SchedulerLock(name = "restore", lockAtMostFor = "2h")
  public void bringInLine() {
    if (inLine || !restoration.isPending()) {
      inLine = true;
      return;
    }
    if (!statesInLine) {
      log.info("The database was restored: published states are brought in line");
      states.bringInLine();
      statesInLine = true;
    }
    if (undos.askedForAll()) {
      restoration.finish();
      log.info("The restored database is in line with the topics");
    }
  }
}
