package io.kundenwert.customer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.merge.WithMerge;
import io.kundenwert.customer.pace.MassChanges;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventRecords;
import io.kundenwert.support.ids.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.jdbc.core.simple.JdbcClient;

@WithMerge
class StatePublisherIT {

  private final UUID teamId = Ids.next();
  private final UUID productId = Ids.next();

  @Autowired private JdbcClient jdbc;
  @Autowired private TouchedHints hints;
  @Autowired private EventCodec codec;
  @Autowired private StatePublisher publisher;
  @Autowired private MassChanges massChanges;
  @Autowired private KafkaProperties kafka;
  @Autowired private HintReader hintReader;
  @Autowired private StateReader stateReader;
  @Autowired private EventRecords records;

  @Value("${spring.kafka.bootstrap-servers}")
  private String brokers;

  @Test
  void theLastRecordIsTheNewestHoweverChangesAndOwnersRace() throws Exception {
    List<UUID> customers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      customers.add(insertCustomer(i));
    }
    ExecutorService writers = Executors.newFixedThreadPool(3);
    List<Future<?>> done = new ArrayList<>();
    for (int w = 0; w < 3; w++) {
      Random random = new Random(w);
      done.add(
          writers.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  change(customers.get(random.nextInt(customers.size())));
                }
              }));
    }
    // Owners of partitions come and go meanwhile.
    for (int round = 0; round < 3; round++) {
      StatePublication other = new StatePublication(kafka, publisher, massChanges, 2, 7);
      other.start();
      await().atMost(Duration.ofSeconds(30)).until(other::isRunning);
      UUID probe = insertCustomer(100 + round);
      touch(probe);
      await().atMost(Duration.ofSeconds(60)).until(() -> values().containsKey(probe.toString()));
      other.stop();
    }
    for (Future<?> future : done) {
      future.get();
    }
    writers.close();
    for (UUID gone : customers.subList(0, 10)) {
      for (String table : List.of("customer", "customer_value")) {
        jdbc.sql("DELETE FROM " + table + " WHERE customer_id = ?").param(gone).update();
      }
      touch(gone);
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Map<String, byte[]> latest = values();
              assertThat(customers.subList(0, 10))
                  .allSatisfy(id -> assertThat(latest.get(id.toString())).isNull());
              assertThat(customers.subList(10, 30))
                  .allSatisfy(
                      id -> {
                        byte[] bytes = latest.get(id.toString());
                        assertThat(bytes).isNotNull();
                        assertThat(codec.decode(bytes, CustomerValueState.class).gross())
                            .isEqualTo(gross(id));
                      });
            });
    assertVersionsNeverFall();
  }

  /** Reads, and then stands still before it sends, until another one has sent something newer. */
  private final class Freezing extends StatePublisher {
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch overtaken = new CountDownLatch(1);
    private final CountDownLatch awake = new CountDownLatch(1);
    private volatile @Nullable String held;

    Freezing() {
      super(hintReader, stateReader, records, new SimpleMeterRegistry());
    }

    @Override
    void publishAfter(
        List<ConsumerRecord<String, byte[]>> batch,
        Consumer<ProducerRecord<String, byte[]>> published) {
      super.publishAfter(
          batch,
          record -> {
            if (held == null && record.topic().equals(Topic.CUSTOMER_VALUES.topicName())) {
              held = record.key();
              frozen.countDown();
              try {
                assertThat(overtaken.await(60, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              awake.countDown();
            }
            published.accept(record);
          });
    }
  }

  /** What the last committed record says; -1 if there is none. */
  private long publishedGross(UUID customer) {
    byte[] bytes = values().get(customer.toString());
    return bytes == null ? -1 : codec.decode(bytes, CustomerValueState.class).gross();
  }

  @Test
  void anOwnerThatFrozeBetweenReadingAndSendingOverwritesNothing() throws Exception {
    List<UUID> customers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      customers.add(insertCustomer(300 + i));
    }
    KafkaProperties impatient = new KafkaProperties();
    impatient.setBootstrapServers(List.of(brokers));
    impatient.getConsumer().getProperties().put("max.poll.interval.ms", "3000");
    impatient.getConsumer().getProperties().put("session.timeout.ms", "10000");
    for (int round = 0; round < (Boolean.getBoolean("kundenwert.long") ? 10 : 2); round++) {
      Freezing freezing = new Freezing();
      StatePublication sleeper = new StatePublication(impatient, freezing, massChanges, 3, 7);
      sleeper.start();
      long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!freezing.frozen.await(200, TimeUnit.MILLISECONDS)) {
        assertThat(System.nanoTime()).as("nobody froze").isLessThan(giveUp);
        customers.forEach(this::change);
      }
      // Behind the reading of the one that froze.
      UUID held = UUID.fromString(Objects.requireNonNull(freezing.held));
      change(held);
      UUID deleted = customers.get(customers.indexOf(held) == 0 ? 1 : 0);
      for (String table : List.of("customer", "customer_value")) {
        jdbc.sql("DELETE FROM " + table + " WHERE customer_id = ?").param(deleted).update();
      }
      touch(deleted);
      customers.remove(deleted);
      customers.add(insertCustomer(400 + round));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> publishedGross(held), published -> published == gross(held));
      freezing.overtaken.countDown();
      assertThat(freezing.awake.await(60, TimeUnit.SECONDS)).isTrue();
      sleeper.stop();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                Map<String, byte[]> latest = values();
                byte[] bytes = latest.get(held.toString());
                assertThat(bytes).isNotNull();
                assertThat(codec.decode(bytes, CustomerValueState.class).gross())
                    .isEqualTo(gross(held));
                assertThat(latest).containsKey(deleted.toString());
                assertThat(latest.get(deleted.toString())).isNull();
              });
    }
    assertVersionsNeverFall();
  }

  @Test
  void whatIsNoHintStopsNobody() throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    String topic = Topic.CUSTOMER_TOUCHED.topicName();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      List<String> poison = new ArrayList<>(List.of("{}", "no json", "null"));
      poison.add(
          "{\"teamId\":\"%s\",\"productId\":\"%s\",\"customerIds\":[null]}"
              .formatted(teamId, productId));
      poison.add(null);
      for (int partition = 0; partition < producer.partitionsFor(topic).size(); partition++) {
        for (String value : poison) {
          byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
          producer.send(new ProducerRecord<>(topic, partition, "k", bytes)).get();
        }
      }
    }
    UUID after = insertCustomer(200);
    touch(after);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(values()).containsKey(after.toString());
              assertThat(
                      jdbc.sql("SELECT count(*) FROM customer_search WHERE customer_id = ?")
                          .param(after)
                          .query(Long.class)
                          .single())
                  .isEqualTo(1);
            });
  }

  private void assertVersionsNeverFall() {
    Map<String, Long> versions = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record :
        new TopicReader(brokers).all(Topic.CUSTOMER_VALUES.topicName())) {
      if (record.value() != null) {
        long version = codec.decode(record.value(), CustomerValueState.class).version();
        assertThat(version)
            .isGreaterThanOrEqualTo(versions.getOrDefault(record.key(), Long.MIN_VALUE));
        versions.put(record.key(), version);
      }
    }
  }

  private Map<String, byte[]> values() {
    return new TopicReader(brokers).latest(Topic.CUSTOMER_VALUES.topicName());
  }

  private long gross(UUID customerId) {
    return jdbc.sql("SELECT gross FROM customer_value WHERE customer_id = ?")
        .param(customerId)
        .query(Long.class)
        .single();
  }

  private UUID insertCustomer(int number) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            INSERT INTO customer (team_id, product_id, customer_id, email_key, email, sort_name,
                                  created_at)
            VALUES (?, ?, ?, ?, ?, ?, now())
            """)
        .params(teamId, productId, id, number + "@x.de", number + "@x.de", "n")
        .update();
    jdbc.sql(
            """
            INSERT INTO customer_value (team_id, product_id, customer_id, currency, gross, refunded,
                                        net, payments, priority, field_seq, version)
            VALUES (?, ?, ?, 'EUR', 0, 0, 0, 0, 'low', 1, nextval('state_version'))
            """)
        .params(teamId, productId, id)
        .update();
    return id;
  }

  private void change(UUID customerId) {
    jdbc.sql(
            """
            UPDATE customer_value
               SET gross = gross + 1, net = net + 1, version = nextval('state_version')
             WHERE team_id = ? AND product_id = ? AND customer_id = ?
            """)
        .params(teamId, productId, customerId)
        .update();
    touch(customerId);
  }

  private void touch(UUID customerId) {
    try {
      for (Future<?> sent : hints.send(teamId, productId, List.of(customerId))) {
        sent.get();
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
