package io.kundenwert.customer.revaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.CustomerServiceApplication;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.ProductsFixture;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.customer.publish.HintReader;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.Engines;
import io.kundenwert.test.WithEngines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Values follow the days and the settings of their product. */
@SpringBootTest(
    classes = {CustomerServiceApplication.class, RevaluationIT.Clocks.class},
    properties = {
      "spring.config.name=customer-service",
      "kundenwert.revaluation.delay=24h",
      "kundenwert.directory.refresh-delay=24h",
      "kundenwert.directory.catch-up-delay=24h"
    })
@WithEngines("kundenwert_revaluation")
class RevaluationIT {
  @Autowired private JdbcClient jdbc;
  @Autowired private HintReader hints;
  @Autowired private Revaluation revaluation;
  @Autowired private MovableClock clock;
  private ProductSettings product;

  /** Stands still until it is moved. */
  static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-02-10T12:00:00Z");

    void set(String instant) {
      now = Instant.parse(instant);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Everyone asks for the instant");
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Clocks {
    @Bean
    MovableClock clock() {
      return new MovableClock();
    }
  }

  @BeforeEach
  void aProduct() {
    clock.set("2026-02-10T12:00:00Z");
    product = settings(Ids.next(), 1, 10_000);
    revaluation.run();
  }

  private ProductSettings settings(UUID productId, long version, long highFrom) {
    return ProductsFixture.known(
        jdbc,
        new ProductSettings(
            product == null || version == 1 ? Ids.next() : product.teamId(),
            productId,
            version,
            "Kurse",
            "EUR",
            ZoneId.of("Europe/Berlin"),
            highFrom,
            5_000,
            RankBy.GROSS,
            false));
  }

  private UUID customer(
      long gross, @Nullable String firstOn, long monthly, String priority, @Nullable String due) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            INSERT INTO customer_value
              (team_id, product_id, customer_id, currency, gross, refunded, net, payments, first_on,
               last_on, monthly, monthly_stated, priority, revalue_on, field_seq, version)
            VALUES (?, ?, ?, 'EUR', ?, 0, ?, 1, ?::date, ?::date, ?, ?, ?, ?::date, 1,
                    nextval('state_version'))
            """)
        .param(product.teamId())
        .param(product.productId())
        .param(id)
        .param(gross)
        .param(gross)
        .param(firstOn)
        .param(firstOn)
        .param(monthly)
        .param(firstOn == null ? monthly : null)
        .param(priority)
        .param(due)
        .update();
    return id;
  }

  private Map<String, @Nullable Object> value(UUID id) {
    return jdbc.sql("SELECT * FROM customer_value WHERE customer_id = ?")
        .param(id)
        .query()
        .singleRow();
  }

  private long version(UUID id) {
    return jdbc.sql("SELECT version FROM customer_value WHERE customer_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  @Test
  void timeAloneLowersWhoIsDue() {
    UUID due = customer(10_000, "2026-01-15", 10_000, "high", "2026-02-16");
    UUID later = customer(10_000, "2026-01-20", 10_000, "high", "2026-02-21");
    long version = version(due);
    clock.set("2026-02-15T22:30:00Z");
    revaluation.run();
    // It is still the fifteenth in Berlin.
    assertThat(value(due)).containsEntry("monthly", 10_000L).containsEntry("priority", "high");
    clock.set("2026-02-15T23:30:00Z");
    revaluation.run();
    assertThat(value(due))
        .containsEntry("monthly", 5_000L)
        .containsEntry("priority", "medium")
        .containsEntry("previous_priority", "high")
        .containsEntry("revalue_on", java.sql.Date.valueOf(LocalDate.of(2026, 3, 16)));
    assertThat(version(due)).isGreaterThan(version);
    assertThat(value(later)).containsEntry("monthly", 10_000L).containsEntry("priority", "high");
    assertThat(value(later).get("previous_priority")).isNull();
  }

  @Test
  void catchesUpWithDaysOnWhichItDidNotRun() {
    UUID due = customer(12_000, "2026-01-15", 12_000, "high", "2026-02-16");
    clock.set("2026-06-16T10:00:00Z");
    revaluation.run();
    // Six months: 15 January and five months is before the sixteenth of June.
    assertThat(value(due)).containsEntry("monthly", 2_000L).containsEntry("priority", "low");
  }

  @Test
  void newThresholdsValueEveryoneAgain() {
    UUID dated = customer(10_000, "2026-02-01", 10_000, "high", "2026-03-02");
    UUID stated = customer(0, null, 10_500, "high", null);
    UUID same = customer(1_000, "2026-02-01", 1_000, "low", "2026-03-02");
    long version = version(same);
    revaluation.run();
    assertThat(value(dated)).containsEntry("priority", "high");
    settings(product.productId(), 2, 10_400);
    revaluation.run();
    assertThat(value(dated))
        .containsEntry("priority", "medium")
        .containsEntry("previous_priority", "high");
    assertThat(value(stated)).containsEntry("priority", "high");
    assertThat(value(same)).containsEntry("version", version);
  }

  @Test
  void tellsWhoWasChangedAndNobodyElse() {
    UUID due = customer(10_000, "2026-01-15", 10_000, "high", "2026-02-16");
    UUID other = customer(10_000, "2026-02-09", 10_000, "high", "2026-03-10");
    clock.set("2026-02-16T12:00:00Z");
    revaluation.run();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(hinted()).contains(due));
    assertThat(hinted()).doesNotContain(other);
  }

  private Set<UUID> hinted() {
    Set<UUID> customers = new HashSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Engines.kafka()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("customer.touched").stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new java.util.HashMap<>(consumer.endOffsets(partitions));
      while (!ends.isEmpty()) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        hints.customers(records).values().forEach(customers::addAll);
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
    return customers;
  }

  @Test
  void valuesALargeProductInChunks() {
    jdbc.sql(
            """
            INSERT INTO customer_value
              (team_id, product_id, customer_id, currency, gross, refunded, net, payments, first_on,
               last_on, monthly, priority, revalue_on, field_seq, version)
            SELECT ?, ?, gen_random_uuid(), 'EUR', 10000, 0, 10000, 1, '2026-01-15', '2026-01-15',
                   10000, 'high', '2026-02-16', 1, nextval('state_version')
              FROM generate_series(1, 12345)
            """)
        .params(product.teamId(), product.productId())
        .update();
    clock.set("2026-02-16T12:00:00Z");
    revaluation.run();
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM customer_value
                     WHERE product_id = ? AND priority = 'medium' AND monthly = 5000
                    """)
                .param(product.productId())
                .query(Integer.class)
                .single())
        .isEqualTo(12_345);
  }
}
