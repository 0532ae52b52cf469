package io.kundenwert.customer.restore;

import io.kundenwert.customer.merge.Runs;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.Topic;
import org.springframework.stereotype.Component;

/** Learns again of the runs that were registered since the backup, and how they ended. */
@Component
class RestoredRuns {
  private final TopicScan topics;
  private final Runs runs;

  RestoredRuns(TopicScan topics, Runs runs) {
    this.topics = topics;
    this.runs = runs;
  }

  void learn() {
    topics.read(Topic.IMPORT_RUNS, ImportRunState.class, runs::apply);
  }
}
