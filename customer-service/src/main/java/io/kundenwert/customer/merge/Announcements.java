package io.kundenwert.customer.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.customer.publish.TouchedHints;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Says what a committed batch did, before the batch is acknowledged. Hints and refusals go first:
 * whoever sees the progress of the last row has been told everything of it.
 */
@Component
class Announcements {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  /** A gap shows again with each batch behind it. */
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(30);

  private final Producer<String, byte[]> producer;
  private final EventRecords records;
  private final TouchedHints hints;
  private final Clock clock;
  private final String deadLetters;
  private final Map<Gap, Instant> asked = new ConcurrentHashMap<>();

  private record Gap(String run, int partition, long fromSeq) {}

  Announcements(
      Producer<String, byte[]> announcementProducer,
      EventRecords records,
      TouchedHints hints,
      Clock clock,
      @Value("${spring.application.name}") String service) {
    this.producer = announcementProducer;
    this.records = records;
    this.hints = hints;
    this.clock = clock;
    this.deadLetters = service + ".dead-letters.v1";
  }

  void announce(MergeResult result, List<ConsumerRecord<?, ?>> strays) {
    List<Future<?>> sent = new ArrayList<>();
    result.touched.forEach(
        (product, customers) ->
            sent.addAll(hints.send(product.teamId(), product.productId(), customers)));
    result.rejections.forEach(
        rejection ->
            sent.add(producer.send(records.record(rejection.runId().toString(), rejection))));
    result.deadLetters.forEach(letter -> sent.add(producer.send(deadLetter(letter))));
    for (ConsumerRecord<?, ?> stray : strays) {
      log.warn(
          "Record {}-{}@{} belongs to no run: it is set aside",
          stray.topic(),
          stray.partition(),
          stray.offset());
      sent.add(producer.send(stray(stray)));
    }
    askForMissing(result, sent);
    await(sent);
    List<Future<?>> progress = new ArrayList<>();
    result.progress.forEach(p -> progress.add(producer.send(records.record(p.key(), p))));
    await(progress);
  }

  private void askForMissing(MergeResult result, List<Future<?>> sent) {
    Instant now = clock.instant();
    asked.values().removeIf(at -> at.plus(ASK_AGAIN_AFTER).isBefore(now));
    result.gaps.forEach(
        request -> {
          Gap gap = new Gap(request.runId().toString(), request.partition(), request.fromSeq());
          if (asked.putIfAbsent(gap, now) == null) {
            log.warn(
                "Rows of run {} are missing in partition {} from {} on",
                request.runId(),
                request.partition(),
                request.fromSeq());
            sent.add(producer.send(records.record(gap.run(), request)));
          }
        });
  }

  /** Asks for rows; returns when the broker has the requests. */
  void ask(List<RepublishRequest> requests) {
    List<Future<?>> sent = new ArrayList<>();
    requests.forEach(
        request -> sent.add(producer.send(records.record(request.runId().toString(), request))));
    await(sent);
  }

  /** Number of partitions that rows are spread over. */
  int rowPartitions() {
    return producer.partitionsFor(Topic.IMPORT_ROWS.topicName()).size();
  }

  private ProducerRecord<String, byte[]> deadLetter(MergeResult.DeadLetter letter) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            deadLetters,
            letter.runId() + "/" + letter.partition() + "/" + letter.seq(),
            letter.value());
    record.headers().add("kw_code", letter.code().getBytes(UTF_8));
    record.headers().add("kw_row", Long.toString(letter.row()).getBytes(UTF_8));
    return record;
  }

  private ProducerRecord<String, byte[]> stray(ConsumerRecord<?, ?> stray) {
    return new ProducerRecord<>(
        deadLetters,
        stray.topic() + "-" + stray.partition() + "@" + stray.offset(),
        stray.value() instanceof byte[] value ? value : new byte[0]);
  }

  private void await(List<Future<?>> sent) {
    if (sent.isEmpty()) {
      return;
    }
    producer.flush();
    try {
      for (Future<?> future : sent) {
        future.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("Not announced", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", interrupted);
    }
  }
}
