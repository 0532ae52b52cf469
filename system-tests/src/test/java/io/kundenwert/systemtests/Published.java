package io.kundenwert.systemtests;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a reader of the topics has who starts at their beginning. */
final class Published {
  private Published() {}

  /** What the last committed states of a product's customers say, by address. */
  static TreeMap<String, Expectation.Value> values(String kafka, UUID product) {
    Map<String, String> emails = new HashMap<>();
    last(kafka, "customer.customers.v1")
        .forEach(
            (customer, state) -> {
              if (state.get("productId").asString().equals(product.toString())) {
                emails.put(customer, state.get("email").asString());
              }
            });
    TreeMap<String, Expectation.Value> values = new TreeMap<>();
    last(kafka, "customer.values.v1")
        .forEach(
            (customer, state) -> {
              String email = emails.get(customer);
              if (email != null) {
                values.put(
                    email,
                    new Expectation.Value(
                        state.get("gross").asLong(),
                        state.get("refunded").asLong(),
                        state.get("payments").asLong(),
                        date(state.path("firstPaymentOn")),
                        date(state.path("lastPaymentOn"))));
              }
            });
    return values;
  }

  /** The names that the last committed states of a product's customers say, by customer. */
  static TreeMap<String, String> names(String kafka, UUID product) {
    TreeMap<String, String> names = new TreeMap<>();
    last(kafka, "customer.customers.v1")
        .forEach(
            (customer, state) -> {
              if (state.get("productId").asString().equals(product.toString())) {
                names.put(customer, state.path("name").asString(""));
              }
            });
    return names;
  }

  private static @Nullable LocalDate date(JsonNode node) {
    return node.isString() ? LocalDate.parse(node.asString()) : null;
  }

  private static Map<String, JsonNode> last(String kafka, String topic) {
    Map<String, JsonNode> last = new HashMap<>();
    read(
        kafka,
        topic,
        record -> {
          if (record.value() == null) {
            last.remove(record.key());
          } else {
            last.put(record.key(), JsonMapper.shared().readTree(record.value()));
          }
        });
    return last;
  }

  /** Keys whose last record is no tombstone and has not the highest version of the key's. */
  static List<String> notNewest(String kafka, String topic) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> highest = new HashMap<>();
    read(
        kafka,
        topic,
        record -> {
          if (record.value() == null) {
            last.remove(record.key());
          } else {
            long version = JsonMapper.shared().readTree(record.value()).get("version").asLong();
            last.put(record.key(), version);
            highest.merge(record.key(), version, Math::max);
          }
        });
    return last.entrySet().stream()
        .filter(state -> state.getValue() < highest.getOrDefault(state.getKey(), 0L))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void read(
      String kafka, String topic, Consumer<ConsumerRecord<String, String>> visitor) {
    Properties config = new Properties();
    config.put("bootstrap.servers", kafka);
    config.put("isolation.level", "read_committed");
    config.put("max.poll.records", "20000");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(visitor);
      }
    }
  }
}
