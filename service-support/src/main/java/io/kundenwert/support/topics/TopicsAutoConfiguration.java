package io.kundenwert.support.topics;

import io.kundenwert.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates the topics of the contract where they are missing. Every service does: whichever starts
 * first finds nobody else to wait for. Partition counts are never grown, since keys would move.
 */
@AutoConfiguration(
    beforeName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
public class TopicsAutoConfiguration {
  private static final Duration TOMBSTONES_ERASE_WITHIN = Duration.ofHours(24);

  @Bean
  KafkaAdmin.NewTopics contractTopics(
      @Value("${kundenwert.topics.partitions}") int partitions,
      @Value("${kundenwert.topics.replication}") short replication,
      @Value("${spring.application.name}") String service) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(newTopic(topic, partitions, replication));
    }
    topics.add(
        new NewTopic(service + ".dead-letters.v1", 1, replication)
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "" + Duration.ofDays(30).toMillis())));
    return new KafkaAdmin.NewTopics(topics.toArray(NewTopic[]::new));
  }

  static NewTopic newTopic(Topic topic, int partitions, short replication) {
    Map<String, String> config = new HashMap<>();
    config.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        switch (topic.kind()) {
          case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
          case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
          case COMPACT_DELETE ->
              TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE;
        });
    if (topic.retention() != null) {
      config.put(TopicConfig.RETENTION_MS_CONFIG, "" + topic.retention().toMillis());
    }
    if (topic.kind() != Topic.Kind.DELETE) {
      config.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "" + TOMBSTONES_ERASE_WITHIN.toMillis());
    }
    return new NewTopic(topic.topicName(), partitions, replication).configs(config);
  }
}
