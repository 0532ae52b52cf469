package io.kundenwert.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publishes access states as team-service does. */
public final class TestAccess {
  private static final String TOPIC = "team.access.v1";
  private static final AtomicLong VERSION = new AtomicLong();

  private TestAccess() {}

  /**
   * Publishes the state of an active team; each call has a higher version. A service knows it a
   * moment later: await it.
   *
   * @param roles role (owner, admin, member, viewer) by user
   * @param products creator by product
   */
  public static void publish(UUID teamId, Map<UUID, String> roles, Map<UUID, UUID> products) {
    String members =
        roles.entrySet().stream()
            .map(
                member ->
                    "{\"userId\":\"%s\",\"role\":\"%s\"}"
                        .formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining(","));
    String owned =
        products.entrySet().stream()
            .map(
                product ->
                    "{\"productId\":\"%s\",\"createdBy\":\"%s\"}"
                        .formatted(product.getKey(), product.getValue()))
            .collect(Collectors.joining(","));
    TestTopics.send(
        TOPIC,
        teamId.toString(),
        """
        {"teamId":"%s","version":%d,"status":"active","plan":"enterprise",\
        "members":[%s],"products":[%s]}"""
            .formatted(teamId, VERSION.incrementAndGet(), members, owned));
  }

  /**
   * Sends a heartbeat to each partition. Services under test do without, since the {@link Engines}
   * make them wait for a day, unless a test sets {@code kundenwert.access.stale-after}.
   */
  public static void heartbeat(int partitions, Instant at) {
    for (int partition = 0; partition < partitions; partition++) {
      ProducerRecord<String, @Nullable String> record =
          new ProducerRecord<>(
              TOPIC, partition, "heartbeat-" + partition, "{\"at\":\"" + at + "\"}");
      record.headers().add("ce_type", "team.access-heartbeat.v1".getBytes(UTF_8));
      TestTopics.send(record);
    }
  }
}
