package io.kundenwert.customer.publish;

import io.namastack.outbox.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells that customers were changed by a writer that Kafka does not drive: one record with all ids
 * lies in the transaction of the change, and the hints follow its commit.
 */
@Component
public class TouchedOutbox {
  private final Outbox outbox;

  /** An outbox that lies in the database. */
  public TouchedOutbox(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * What lies in the outbox.
   *
   * @param teamId team
   * @param productId product
   * @param customerIds who was changed
   */
  record TouchedChunk(UUID teamId, UUID productId, List<UUID> customerIds) {}

  /** Sends hints for customers with the surrounding transaction, which must exist. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void touched(UUID teamId, UUID productId, Collection<UUID> customerIds) {
    if (!customerIds.isEmpty()) {
      outbox.schedule(
          new TouchedChunk(teamId, productId, List.copyOf(customerIds)), productId.toString());
    }
  }
}
