package io.kundenwert.imports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kundenwert.events.Topic;
import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.Replica;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Surroundings;
import io.kundenwert.imports.Team;
import io.kundenwert.imports.run.RowProducers.RowProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a run owes: each row once, whatever happens to its worker. */
@ServiceIT
class RunIT {
  private final JdbcClient jdbc;
  private final RowProducers producers;
  private final RunDispatcher dispatcher;
  private final KafkaProperties kafka;
  private final int port;
  private final FakeCustomers customers = FakeCustomers.get();
  private final Team team;

  RunIT(
      @Autowired JdbcClient jdbc,
      @Autowired RowProducers producers,
      @Autowired RunDispatcher dispatcher,
      @Autowired KafkaProperties kafka,
      @LocalServerPort int port) {
    this.jdbc = jdbc;
    this.producers = producers;
    this.dispatcher = dispatcher;
    this.kafka = kafka;
    this.port = port;
    this.team = Team.at(port);
  }

  @Test
  void goesOnWhereAReplacedWorkerStopped() {
    UUID id = team.start(Team.file(30_000));
    for (int replaced = 0; replaced < 5; replaced++) {
      long before = generation(id);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                // As if the worker had been silent for longer than its lease.
                jdbc.sql(
                        """
                        UPDATE import_run SET lease_until = now() - interval '1 s'
                         WHERE run_id = ?
                        """)
                    .param(id)
                    .update();
                return generation(id) > before
                    || team.state(id).path("status").asString().equals("finished");
              });
    }
    assertThat(generation(id)).isGreaterThan(3);
    everyRowOnce(id, 30_000);
  }

  @Test
  void theCommittedCheckpointIsTheTruthNotItsMirror() {
    FakeCustomers.Behaviour merge = customers.product(team.product);
    merge.hold();
    UUID id = team.start(Team.file(5_000));
    team.await(id, state -> state.at("/run/published").asLong() == 2_000);
    dispatcher.stop();
    // As if the worker had died between the commit and the mirror, again and again.
    jdbc.sql(
            """
            UPDATE import_run SET rows_read = 0, published = 0, seqs = '{0,0,0}' WHERE run_id = ?
            """)
        .param(id)
        .update();
    merge.release();
    dispatcher.start();
    everyRowOnce(id, 5_000);
  }

  @Test
  void shutsOutTheProducerOfAnEarlierWorker() throws InterruptedException {
    UUID id = UUID.randomUUID();
    Checkpoint first = new Checkpoint(1, new long[] {1, 0, 0}, Map.of(), false);
    Checkpoint second = new Checkpoint(9, new long[] {9, 0, 0}, Map.of(), false);
    try (RowProducer zombie = producers.open(id)) {
      zombie.publish(chunk(List.of(), List.of(), first));
      try (RowProducer successor = producers.open(id)) {
        assertThat(producers.committed(id)).contains(first);
        assertThatThrownBy(() -> zombie.publish(chunk(List.of(), List.of(), second)))
            .isInstanceOf(KafkaException.class);
        assertThat(producers.committed(id)).contains(first);
        successor.publish(chunk(List.of(), List.of(), second));
        assertThat(producers.committed(id)).contains(second);
      }
    }
  }

  // As where the producers are opened.
  @SuppressWarnings("removal")
  @Test
  void aCheckpointThatIsJustBeingCommittedIsWaitedFor() throws Exception {
    UUID id = UUID.randomUUID();
    Checkpoint checkpoint = new Checkpoint(1, new long[] {1, 0, 0}, Map.of(), false);
    assertThat(producers.committed(id)).isEmpty();
    Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test-" + id);
    try (KafkaProducer<byte[], byte[]> writer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        ExecutorService asking = Executors.newSingleThreadExecutor()) {
      writer.initTransactions();
      writer.beginTransaction();
      writer.sendOffsetsToTransaction(
          Map.of(
              new TopicPartition(Topic.IMPORT_ROWS.topicName(), 0),
              new OffsetAndMetadata(1, checkpoint.encoded())),
          new ConsumerGroupMetadata("import-" + id));
      Future<Optional<Checkpoint>> asked = asking.submit(() -> producers.committed(id));
      assertThatThrownBy(() -> asked.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      writer.commitTransaction();
      assertThat(asked.get(10, TimeUnit.SECONDS)).contains(checkpoint);
    }
  }

  @Test
  void aChunkThatWasNotCommittedLeavesNoCheckpoint() throws InterruptedException {
    UUID id = UUID.randomUUID();
    Checkpoint first = new Checkpoint(1, new long[] {1, 0, 0}, Map.of(), false);
    try (RowProducer producer = producers.open(id)) {
      producer.publish(chunk(List.of(), List.of(), first));
      ProducerRecord<byte[], byte[]> tooLarge =
          new ProducerRecord<>(
              Topic.IMPORT_ROWS.topicName(), 0, new byte[] {1}, new byte[2 * 1024 * 1024]);
      assertThatThrownBy(
              () ->
                  producer.publish(
                      chunk(
                          List.of(tooLarge),
                          List.of(),
                          new Checkpoint(2, new long[] {2, 0, 0}, Map.of(), false))))
          .isInstanceOf(KafkaException.class);
    }
    try (RowProducer next = producers.open(id)) {
      assertThat(producers.committed(id)).contains(first);
      next.publish(
          chunk(List.of(), List.of(), new Checkpoint(3, new long[] {3, 0, 0}, Map.of(), true)));
    }
  }

  @Test
  void publishesAgainWhatTheMergeMisses() {
    customers.product(team.product).lose(true);
    UUID id = team.start(Team.file(1_500));
    team.await(id, state -> state.path("status").asString().equals("merging"));
    customers.product(team.product).lose(false);
    // The merge sees a gap with the first row behind it; here nothing follows, so it asks itself.
    for (int partition = 0; partition < 3; partition++) {
      io.kundenwert.test.TestTopics.send(
          Topic.REPUBLISH_REQUESTS.topicName(),
          id.toString(),
          "{\"runId\":\"%s\",\"teamId\":\"%s\",\"partition\":%d,\"fromSeq\":1}"
              .formatted(id, team.id, partition));
    }
    everyRowOnce(id, 1_500);
  }

  @Test
  void fillsAGapThatIsMetInMidRun() {
    FakeCustomers.Behaviour merge = customers.product(team.product);
    merge.lose(true);
    UUID id = team.start(Team.file(6_000));
    team.await(id, state -> state.at("/run/published").asLong() >= 1_000);
    merge.lose(false);
    // The bound holds the run until the lost rows are merged: only a repetition gets it going.
    io.kundenwert.test.TestTopics.send(
        Topic.REPUBLISH_REQUESTS.topicName(),
        id.toString(),
        "{\"runId\":\"%s\",\"teamId\":\"%s\",\"partition\":0,\"fromSeq\":1}"
            .formatted(id, team.id));
    for (int partition = 1; partition < 3; partition++) {
      io.kundenwert.test.TestTopics.send(
          Topic.REPUBLISH_REQUESTS.topicName(),
          id.toString(),
          "{\"runId\":\"%s\",\"teamId\":\"%s\",\"partition\":%d,\"fromSeq\":1}"
              .formatted(id, team.id, partition));
    }
    everyRowOnce(id, 6_000);
  }

  @Test
  void readsAgainWhatARestoredDatabaseHasForgotten() {
    FakeCustomers.Behaviour merge = customers.product(team.product);
    merge.hold();
    String file = Team.file(5_000).replaceFirst("kunde7@example.com", "no address");
    UUID id = team.start(file);
    team.await(id, state -> state.at("/run/published").asLong() >= 1_900);
    long before = generation(id);
    // As if it was restored from a backup of the run's first moment.
    jdbc.sql("DELETE FROM rejected_row WHERE run_id = ?").param(id).update();
    jdbc.sql("DELETE FROM row_fingerprint WHERE run_id = ?").param(id).update();
    jdbc.sql(
            """
            UPDATE import_run
               SET rows_read = 0, seqs = '{0,0,0}', published = 0, rejected_reading = 0,
                   rejected_by_code = '{}', lease_until = now() - interval '1 s'
             WHERE run_id = ?
            """)
        .param(id)
        .update();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> generation(id) > before);
    merge.release();
    JsonNode done = team.await(id, "finished");
    assertThat(done.at("/run/counts/rejected").asLong()).isEqualTo(1);
    assertThat(customers.run(id).rows()).hasSize(4_999);
    assertThat(team.get(team.owner, "/imports/" + id + "/rejected-rows").body())
        .contains("\"row\":7,");
    assertThat(
            jdbc.sql(
                    """
                    SELECT sum(octet_length(fingerprints)) / 8 FROM row_fingerprint
                     WHERE run_id = ?
                    """)
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(5_000);
  }

  @Test
  void keepsTheBoundOfRowsInFlight() {
    FakeCustomers.Behaviour merge = customers.product(team.product);
    merge.hold();
    UUID id = team.start(Team.file(5_000));
    team.await(id, state -> state.at("/run/published").asLong() == 2_000);
    Awaitility.await()
        .during(Duration.ofMillis(700))
        .atMost(Duration.ofSeconds(5))
        .until(() -> team.state(id).at("/run/published").asLong() == 2_000);
    merge.release();
    everyRowOnce(id, 5_000);
  }

  @Test
  void stopsInMidRunAndCountsWhatWasPublished() {
    FakeCustomers.Behaviour merge = customers.product(team.product);
    merge.hold();
    UUID id = team.start(Team.file(5_000));
    team.await(id, state -> state.at("/run/published").asLong() == 2_000);
    assertThat(team.post(team.viewer, "/imports/" + id + "/cancel", "").statusCode())
        .isEqualTo(403);
    assertThat(team.post(team.member, "/imports/" + id + "/cancel", "").statusCode())
        .isEqualTo(403);
    assertThat(team.post(team.owner, "/imports/" + id + "/cancel", "").statusCode()).isEqualTo(200);
    JsonNode stopping = team.await(id, "merging");
    assertThat(stopping.at("/run/endedAt").isNull()).isTrue();
    merge.release();
    JsonNode done = team.await(id, "cancelled");
    assertThat(done.at("/run/rows").asLong()).isEqualTo(2_000);
    assertThat(done.at("/run/counts/created").asLong() + done.at("/run/counts/merged").asLong())
        .isEqualTo(2_000);
    assertThat(customers.run(id).rows()).hasSize(2_000);
    assertThat(team.post(team.owner, "/imports/" + id + "/cancel", "").statusCode()).isEqualTo(200);
  }

  @Test
  void letsASmallImportPassAHugeOne() {
    UUID huge = team.start(Team.file(60_000));
    Team other = Team.at(port);
    long from = System.nanoTime();
    UUID small = other.start(Team.file(100));
    other.await(small, "finished");
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    assertThat(team.state(huge).path("status").asString()).isEqualTo("publishing");
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    team.post(team.owner, "/imports/" + huge + "/cancel", "");
    team.await(huge, "cancelled");
  }

  @Test
  void survivesTheStopOfTheReplicaThatWorkedOnIt() {
    FakeCustomers.Behaviour merge = customers.product(team.product);
    merge.hold();
    dispatcher.stop();
    UUID id;
    try (Replica replica = Replica.start()) {
      id = team.start(Team.file(5_000));
      team.await(id, state -> state.at("/run/published").asLong() == 2_000);
      assertThat(replica.port()).isNotEqualTo(port);
    }
    merge.release();
    dispatcher.start();
    everyRowOnce(id, 5_000);
  }

  @Test
  void failsWhenTheUploadIsGone() throws IOException {
    dispatcher.stop();
    UUID id = team.start(Team.file(10));
    String key =
        jdbc.sql("SELECT upload_key FROM file_import WHERE import_id = ?")
            .param(id)
            .query(String.class)
            .single();
    Files.delete(Surroundings.UPLOADS.resolve(key));
    dispatcher.start();
    JsonNode failed = team.await(id, "failed");
    assertThat(failed.at("/run/failureCode").asString()).isEqualTo("upload-gone");
    assertThat(failed.at("/run/endedAt").asString()).isNotEmpty();
  }

  @Test
  void failsWhenTheSnapshotIsOfAnotherVersion() {
    dispatcher.stop();
    UUID id = team.start(Team.file(10));
    jdbc.sql(
            """
            UPDATE import_run SET snapshot = replace(snapshot::text, '"version":', '"version":9')::json
             WHERE run_id = ?
            """)
        .param(id)
        .update();
    dispatcher.start();
    assertThat(team.await(id, "failed").at("/run/failureCode").asString())
        .isEqualTo("version-changed");
  }

  private void everyRowOnce(UUID id, long rows) {
    JsonNode done = team.await(id, "finished");
    FakeCustomers.Merged merged = customers.run(id);
    assertThat(merged.rows())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, rows).boxed().toList());
    assertThat(done.at("/run/rows").asLong()).isEqualTo(rows);
    assertThat(done.at("/run/counts/created").asLong() + done.at("/run/counts/merged").asLong())
        .isEqualTo(rows);
    assertThat(merged.duplicates()).isZero();
  }

  private long generation(UUID id) {
    return jdbc.sql("SELECT lease_generation FROM import_run WHERE run_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  private static Chunk chunk(
      List<ProducerRecord<byte[], byte[]>> records, List<RejectedRow> rejected, Checkpoint after) {
    return new Chunk(records, rejected, new long[records.size()], after);
  }
}
