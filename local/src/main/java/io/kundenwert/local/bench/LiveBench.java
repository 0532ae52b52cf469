package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How long it takes from a changed row in its topic to the value event, on an idle system. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    description = "Change single rows and wait for the value event of each.")
final class LiveBench implements Callable<Integer> {
  private static final String ROWS = "import.rows.v1";
  private static final String VALUES = "customer.values.v1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Code is compiled during the first ones. */
  private static final int WARM_UP = 50;

  @Option(
      names = "--changes",
      paramLabel = "N",
      description = "changes that are measured (${DEFAULT-VALUE})")
  private int changes = 300;

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = options.emptied();
    try (Launcher launcher = options.start()) {
      RunFile run = launcher.describe();
      ProductClient client = new ProductClient(run, run.teamId());
      String product = client.newProduct();
      List<Long> took = new ArrayList<>();
      try (KafkaConsumer<String, byte[]> topics = consumer(run)) {
        for (int change = 0; change < WARM_UP + changes; change++) {
          Path file = data.resolve("change.csv");
          Files.writeString(
              file,
              "E-Mail;Name;Gesamtausgaben\nlive%d@example.com;Live;%d,00 €\n"
                  .formatted(change % 20, change + 1));
          JsonNode uploaded = client.upload(product, file);
          client.start(uploaded);
          long millis = await(topics);
          if (change >= WARM_UP) {
            took.add(millis);
          }
        }
      }
      Collections.sort(took);
      System.out.printf(
          Locale.ROOT,
          "%d single rows: median %d ms, p99 %d ms, longest %d ms from row to value event%n",
          changes,
          took.get(took.size() / 2),
          took.get(took.size() * 99 / 100),
          took.getLast());
    }
    return 0;
  }

  private static KafkaConsumer<String, byte[]> consumer(RunFile run) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", run.kafka().bootstrap());
    config.put("isolation.level", "read_committed");
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(ROWS, VALUES)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  /** Milliseconds from the row, as its producer dates it, to the moment its value is read here. */
  private static long await(KafkaConsumer<String, byte[]> topics) {
    long row = 0;
    boolean value = false;
    long read = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (row == 0 || !value) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("No value event came");
      }
      for (ConsumerRecord<String, byte[]> record : topics.poll(Duration.ofMillis(200))) {
        if (record.topic().equals(ROWS)) {
          row = record.timestamp();
        } else if (!value) {
          value = true;
          read = System.currentTimeMillis();
        }
      }
    }
    return read - row;
  }
}
