package io.kundenwert.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.local.installation.Ports;
import io.kundenwert.local.process.Signals;
import io.kundenwert.local.process.Supervised;
import io.kundenwert.local.process.Supervised.EndSignal;
import io.kundenwert.local.services.JvmCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path temp;

  private final Ports ports = new Ports(new Random());

  @Test
  void keepsItsRecordsWhenItComesBackOnOtherPorts() throws Exception {
    try (KafkaBroker broker = start()) {
      createTopic(broker.bootstrap());
      send(broker.bootstrap(), "first", 100);
    }
    try (KafkaBroker broker = start()) {
      send(broker.bootstrap(), "second", 100);
      assertThat(committed(broker.bootstrap())).hasSize(200).endsWith("second 99");
    }
  }

  @Test
  void keepsCommittedRecordsWhenItsProcessIsKilled() throws Exception {
    int port = ports.free();
    String bootstrap = "127.0.0.1:" + port;
    List<String> command =
        new JvmCommand("256m", Map.of(), List.of())
            .of(
                "kafka",
                KafkaProcess.class,
                List.of(
                    temp.resolve("kafka").toString(),
                    Integer.toString(port),
                    Integer.toString(ports.free()),
                    temp.toString()));
    Supervised.Spec spec =
        new Supervised.Spec(
            "kafka",
            command,
            Map.of(),
            temp.resolve("kafka.out"),
            temp.resolve("hold"),
            List.of(new EndSignal("TERM", Duration.ofSeconds(30))));
    try (Supervised process = new Supervised(spec, () -> {}, () -> {})) {
      process.start();
      await().atMost(PATIENCE).until(() -> answers(bootstrap));
      createTopic(bootstrap);
      send(bootstrap, "first", 100);
      long first = process.pid();
      Signals.send(first, "KILL");
      await().atMost(PATIENCE).until(() -> process.restarts() > 0 && answers(bootstrap));
      assertThat(process.pid()).isNotEqualTo(first);
      send(bootstrap, "second", 100);
      assertThat(committed(bootstrap)).hasSize(200).endsWith("second 99");
    }
  }

  private KafkaBroker start() {
    return KafkaBroker.start(temp.resolve("kafka"), ports.free(), ports.free());
  }

  private static boolean answers(String bootstrap) {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                "1000",
                "default.api.timeout.ms",
                "2000"))) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void createTopic(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
    }
  }

  /** In a transaction: its coordinator must be back too. */
  private static void send(String bootstrap, String value, int count) {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "transactional.id", "test"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < count; i++) {
        assertThat(producer.send(new ProducerRecord<>("kept", "key", value + " " + i))).isNotNull();
      }
      producer.commitTransaction();
    }
  }

  private static List<String> committed(String bootstrap) {
    List<String> values = new ArrayList<>();
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("kept", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(row -> values.add(row.value()));
                return consumer.position(partition) >= end;
              });
    }
    return values;
  }
}
