package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What follows the merge: the published states and the search. */
final class Followers {
  private static final String HINTS = "customer.touched";
  private static final List<String> GROUPS = List.of("customer-state", "customer-search");
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private Followers() {}

  /** Waits until everything that was announced is published and can be searched for. */
  static Duration awaitCaughtUp(RunFile run) throws InterruptedException {
    long started = System.nanoTime();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.kafka().bootstrap()))) {
      Map<TopicPartition, OffsetSpec> latest =
          admin.describeTopics(List.of(HINTS)).allTopicNames().get().values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .collect(
                  Collectors.toMap(
                      partition -> new TopicPartition(HINTS, partition.partition()),
                      partition -> OffsetSpec.latest()));
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
      for (String group : GROUPS) {
        while (behind(admin, group, ends)) {
          if (System.nanoTime() - started > PATIENCE.toNanos()) {
            throw new IllegalStateException(group + " does not catch up");
          }
          Thread.sleep(POLL);
        }
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("The broker does not answer", failure);
    }
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static boolean behind(
      Admin admin, String group, Map<TopicPartition, ListOffsetsResultInfo> ends)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> read =
        new HashMap<>(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    return ends.entrySet().stream()
        .filter(end -> end.getValue().offset() > 0)
        .anyMatch(
            end -> {
              OffsetAndMetadata offset = read.get(end.getKey());
              return offset == null || offset.offset() < end.getValue().offset();
            });
  }
}
