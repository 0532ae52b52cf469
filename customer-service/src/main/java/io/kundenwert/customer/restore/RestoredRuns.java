package io.kundenwert.customer.restore;

import io.kundenwert.customer.merge.Runs;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Learns again of the runs that were registered since the backup, and how they ended. */
@Component
class RestoredRuns {
  private static final Logger log = LoggerFactory.getLogger(RestoredRuns.class);

  private final TopicScan topics;
  private final EventCodec codec;
  private final Runs runs;

  RestoredRuns(TopicScan topics, EventCodec codec, Runs runs) {
    this.topics = topics;
    this.codec = codec;
    this.runs = runs;
  }

  void learn() {
    topics.read(
        Topic.IMPORT_RUNS,
        record -> {
          try {
            if (record.value() != null) {
              runs.apply(codec.decode(record.value(), ImportRunState.class));
            }
          } catch (UndecodableEventException foreign) {
            log.warn(
                "{}-{}@{} is passed over", record.topic(), record.partition(), record.offset());
          }
        });
  }
}
