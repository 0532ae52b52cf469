package io.kundenwert.customer.merge;

import io.kundenwert.customer.pace.MassChanges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Takes batches of rows: decode, merge, announce; then the batch is acknowledged. Whatever fails
 * before that brings the batch again, as duplicates.
 */
@Configuration(proxyBeanMethods = false)
class RowsListener {
  @Bean
  Consumer<Message<?>> importedRows(
      RowDecoder decoder,
      BatchMerge merge,
      Announcements announcements,
      YoungTables youngTables,
      MassChanges massChanges,
      MeterRegistry meters) {
    Timer batches = Timer.builder("kundenwert.merge.batch").register(meters);
    return message ->
        batches.record(
            () -> {
              List<ConsumerRecord<?, ?>> records = records(message);
              try (var batch = massChanges.batch(records.size())) {
                handle(records, decoder, merge, announcements, youngTables, meters);
              }
            });
  }

  @SuppressWarnings("unchecked") // RowRecordsConverter makes the payload.
  private static List<ConsumerRecord<?, ?>> records(Message<?> message) {
    return (List<ConsumerRecord<?, ?>>) message.getPayload();
  }

  private static void handle(
      List<ConsumerRecord<?, ?>> records,
      RowDecoder decoder,
      BatchMerge merge,
      Announcements announcements,
      YoungTables youngTables,
      MeterRegistry meters) {
    RowDecoder.Decoded decoded = decoder.decode(records);
    MergeResult result = merge.merge(decoded.batch());
    announcements.announce(result, decoded.strays());
    count(result, decoded.strays().size(), meters);
    youngTables.analyzeAfter(result.rows());
  }

  private static void count(MergeResult result, int strays, MeterRegistry meters) {
    result.counts.forEach(
        (kind, rows) ->
            meters
                .counter("kundenwert.merge.rows", "outcome", kind.name().toLowerCase(Locale.ROOT))
                .increment(rows));
    meters.counter("kundenwert.merge.duplicates").increment(result.duplicates);
    meters.counter("kundenwert.merge.gaps").increment(result.gaps.size());
    meters.counter("kundenwert.merge.strays").increment(strays);
  }
}
