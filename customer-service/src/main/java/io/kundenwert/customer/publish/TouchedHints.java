package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerTouched;
import io.kundenwert.support.events.EventRecords;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;

/**
 * Makes the hints that customers were changed. A hint is sent after the commit of the change, or
 * with it through the outbox; it says where to look, not what is there.
 */
@Component
public class TouchedHints {
  private final EventRecords records;

  TouchedHints(EventRecords records) {
    this.records = records;
  }

  /** The record of a hint, for writers that send by themselves and repeat it until it is sent. */
  public ProducerRecord<String, byte[]> record(UUID teamId, UUID productId, UUID customerId) {
    return records.record(customerId.toString(), new CustomerTouched(teamId, productId));
  }
}
