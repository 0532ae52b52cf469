package io.kundenwert.imports.run.messaging;

import io.kundenwert.support.restore.Restoration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * Reads topics again from their beginning once the database was restored from a backup: what it had
 * read since then is lost. Whatever it knows already changes nothing. Wishes for rows are left out:
 * who still misses some asks again.
 */
@Component
class RestoredOffsets implements KafkaBindingRebalanceListener {
  private static final String WISHES = "republishRequests-in-0";

  private final boolean restored;

  RestoredOffsets(Restoration restoration) {
    this.restored = restoration.isPending();
  }

  @Override
  public void onPartitionsAssigned(
      String binding,
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      boolean initial) {
    if (initial && restored && !binding.equals(WISHES)) {
      consumer.seekToBeginning(partitions);
    }
  }
}
