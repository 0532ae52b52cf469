package io.kundenwert.customer.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.support.events.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * Reads rows from records. A row whose value cannot be read keeps its place in the run and becomes
 * a dead row; a record that belongs to no run is a stray.
 */
@Component
class RowDecoder {
  private final ObjectReader rows;

  RowDecoder(EventCodec codec) {
    this.rows = codec.mapper().readerFor(ImportedRow.class);
  }

  /**
   * What a poll brought.
   *
   * @param batch rows to merge
   * @param strays records that say no run, partition place or row number
   */
  record Decoded(RowBatch batch, List<ConsumerRecord<?, ?>> strays) {}

  Decoded decode(List<ConsumerRecord<?, ?>> records) {
    List<IncomingRow> decoded = new ArrayList<>(records.size());
    List<ConsumerRecord<?, ?>> strays = new ArrayList<>();
    Map<Integer, Long> nextOffsets = new HashMap<>();
    Map<String, RunDescriptor> runs = new HashMap<>();
    for (ConsumerRecord<?, ?> record : records) {
      nextOffsets.put(record.partition(), record.offset() + 1);
      IncomingRow row = row(record, runs);
      if (row == null) {
        strays.add(record);
      } else {
        decoded.add(row);
      }
    }
    return new Decoded(new RowBatch(records.getFirst().topic(), decoded, nextOffsets), strays);
  }

  private @Nullable IncomingRow row(ConsumerRecord<?, ?> record, Map<String, RunDescriptor> runs) {
    String descriptor = header(record, EventHeaders.RUN);
    String seq = header(record, EventHeaders.SEQ);
    String number = header(record, EventHeaders.ROW);
    if (descriptor == null || seq == null || number == null) {
      return null;
    }
    try {
      RunDescriptor run = runs.computeIfAbsent(descriptor, RunDescriptor::decode);
      byte[] value = record.value() instanceof byte[] bytes ? bytes : null;
      return new IncomingRow(
          run, record.partition(), Long.parseLong(seq), Long.parseLong(number), value, row(value));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** The row in these bytes; null if they are none. */
  @Nullable ImportedRow row(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      return rows.readValue(value);
    } catch (JacksonException malformed) {
      return null;
    }
  }

  private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
