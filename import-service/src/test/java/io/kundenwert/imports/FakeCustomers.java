package io.kundenwert.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.test.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for customer-service: takes registrations of runs over HTTP, reads the rows that are
 * committed, holds each run to its dense sequence, and reports progress as the merge does.
 */
public final class FakeCustomers {
  private static final FakeCustomers INSTANCE = new FakeCustomers();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer http;
  private final EventCodec codec = new EventCodec();
  private final Map<UUID, Merged> runs = new ConcurrentHashMap<>();
  private final Map<UUID, Behaviour> products = new ConcurrentHashMap<>();
  private final List<JsonNode> registered = new CopyOnWriteArrayList<>();
  private final AtomicLong origins = new AtomicLong();
  private @Nullable KafkaProducer<String, byte[]> producer;

  /** How the merge treats a product's rows. Hold before the rows come. */
  public static final class Behaviour {
    volatile boolean held;
    volatile LongPredicate rejects = row -> false;
    volatile boolean losing;
    volatile @Nullable String refusal;
    volatile boolean knowing;

    /** Nothing is merged until {@link #release}. */
    public void hold() {
      held = true;
    }

    /** What was held is merged. */
    public void release() {
      held = false;
    }

    /** Rows with these numbers are refused. */
    public void reject(LongPredicate rows) {
      rejects = rows;
    }

    /** The next rows never reach the merge, as if their segment was lost. */
    public void lose(boolean rows) {
      losing = rows;
    }

    /** All addresses are customers already, so that registrations that ask for some are refused. */
    public void knowAll() {
      knowing = true;
    }

    /** Registrations are refused with 409 and this body. */
    public void refuse(@Nullable String problem) {
      refusal = problem;
    }
  }

  /** What the merge has of a run. */
  public static final class Merged {
    final RunDescriptor run;
    final Map<Integer, Long> marks = new HashMap<>();
    final Map<Integer, long[]> counts = new HashMap<>();
    final Set<String> emails = new HashSet<>();
    final List<Long> rows = new ArrayList<>();
    final List<ImportedRow> values = new ArrayList<>();
    long duplicates;
    long gaps;
    long revision;

    Merged(RunDescriptor run) {
      this.run = run;
    }

    /** Numbers of the rows that were merged or refused, in the order of arrival. */
    public synchronized List<Long> rows() {
      return List.copyOf(rows);
    }

    /** The rows themselves. */
    public synchronized List<ImportedRow> values() {
      return List.copyOf(values);
    }

    /** Rows that came although their sequence number had passed. */
    public synchronized long duplicates() {
      return duplicates;
    }

    /** Rows that came too early. */
    public synchronized long gaps() {
      return gaps;
    }

    /** What the rows say of their run. */
    public RunDescriptor run() {
      return run;
    }
  }

  private FakeCustomers() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    http.createContext("/internal/v1/teams/", this::register);
    http.start();
  }

  /** The one of this process; it reads rows from when it is first asked for. */
  public static FakeCustomers get() {
    INSTANCE.read();
    return INSTANCE;
  }

  /** Its address. */
  public static String url() {
    return "http://localhost:" + INSTANCE.http.getAddress().getPort();
  }

  /** How a product's rows are treated. */
  public Behaviour product(UUID productId) {
    return products.computeIfAbsent(productId, id -> new Behaviour());
  }

  /** What was merged of a run. */
  public Merged run(UUID runId) {
    Merged merged = runs.get(runId);
    if (merged == null) {
      throw new IllegalStateException("No row of the run came");
    }
    return merged;
  }

  /** Whether rows of a run came. */
  public boolean knows(UUID runId) {
    return runs.containsKey(runId);
  }

  /** Bodies of the registrations of a run. */
  public List<JsonNode> registrations(UUID runId) {
    return registered.stream()
        .filter(body -> body.path("runId").asString().equals(runId.toString()))
        .toList();
  }

  private void register(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    registered.add(body);
    UUID product = UUID.fromString(exchange.getRequestURI().getPath().split("/")[6]);
    int addresses = body.path("addresses").size();
    String refusal =
        product(product).knowing && addresses > 0
            ? "{\"code\":\"known-addresses\",\"params\":{\"known\":%d,\"of\":%d}}"
                .formatted(addresses, addresses)
            : product(product).refusal;
    boolean again = body.path("importAgain").asBoolean();
    boolean refused = refusal != null && !again;
    byte[] answer =
        (refused
                ? java.util.Objects.requireNonNull(refusal)
                : "{\"sourceId\":\"%s\",\"originSeq\":%d}"
                    .formatted(
                        UUID.nameUUIDFromBytes(body.path("sourceName").asString().getBytes(UTF_8)),
                        origins.incrementAndGet()))
            .getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", refused ? "application/problem+json" : "application/json");
    exchange.sendResponseHeaders(refused ? 409 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized void read() {
    if (producer != null) {
      return;
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Engines.kafka(), "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                Engines.kafka(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                2_000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topic.IMPORT_ROWS.topicName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Thread.ofPlatform().daemon().name("fake-customers").start(() -> follow(consumer));
  }

  private void follow(KafkaConsumer<String, byte[]> consumer) {
    List<ConsumerRecord<String, byte[]>> waiting = new ArrayList<>();
    while (true) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(20))) {
        waiting.add(record);
      }
      Set<UUID> stillHeld = new HashSet<>();
      List<ConsumerRecord<String, byte[]>> later = new ArrayList<>();
      Map<Merged, Set<Integer>> touched = new HashMap<>();
      for (ConsumerRecord<String, byte[]> record : waiting) {
        RunDescriptor run = RunDescriptor.decode(header(record, EventHeaders.RUN));
        Behaviour behaviour = product(run.productId());
        if (behaviour.held || stillHeld.contains(run.runId())) {
          stillHeld.add(run.runId());
          later.add(record);
        } else if (!behaviour.losing) {
          Merged merged = runs.computeIfAbsent(run.runId(), id -> new Merged(run));
          merge(merged, record, behaviour);
          touched.computeIfAbsent(merged, m -> new HashSet<>()).add(record.partition());
        }
      }
      waiting = later;
      touched.forEach((merged, parts) -> parts.forEach(part -> report(merged, part)));
    }
  }

  private void merge(Merged merged, ConsumerRecord<String, byte[]> record, Behaviour behaviour) {
    synchronized (merged) {
      int partition = record.partition();
      long seq = Long.parseLong(header(record, EventHeaders.SEQ));
      long row = Long.parseLong(header(record, EventHeaders.ROW));
      long mark = merged.marks.getOrDefault(partition, 0L);
      if (seq <= mark) {
        merged.duplicates++;
        return;
      }
      if (seq > mark + 1) {
        merged.gaps++;
        send(
            Topic.REPUBLISH_REQUESTS,
            merged.run.runId().toString(),
            new RepublishRequest(merged.run.runId(), merged.run.teamId(), partition, mark + 1));
        return;
      }
      merged.marks.put(partition, seq);
      merged.rows.add(row);
      ImportedRow value = codec.decode(record.value(), ImportedRow.class);
      merged.values.add(value);
      long[] counts = merged.counts.computeIfAbsent(partition, p -> new long[3]);
      if (behaviour.rejects.test(row)) {
        counts[2]++;
        send(
            Topic.MERGE_REJECTIONS,
            merged.run.runId().toString(),
            new MergeRejection(
                merged.run.runId(),
                merged.run.teamId(),
                merged.run.productId(),
                row,
                "person-suppressed"));
      } else {
        counts[merged.emails.add(value.emailKey()) ? 0 : 1]++;
      }
    }
  }

  private void report(Merged merged, int partition) {
    synchronized (merged) {
      long[] counts = merged.counts.getOrDefault(partition, new long[3]);
      MergeProgress progress =
          new MergeProgress(
              merged.run.runId(),
              merged.run.teamId(),
              merged.run.productId(),
              partition,
              merged.marks.getOrDefault(partition, 0L),
              ++merged.revision,
              counts[0],
              0,
              0,
              counts[1],
              counts[2],
              0,
              Map.of("EUR", 100L * counts[0]));
      send(Topic.MERGE_PROGRESS, progress.key(), progress);
    }
  }

  private void send(Topic topic, String key, Record event) {
    var unused =
        java.util.Objects.requireNonNull(producer)
            .send(new ProducerRecord<>(topic.topicName(), key, codec.encode(event)));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
