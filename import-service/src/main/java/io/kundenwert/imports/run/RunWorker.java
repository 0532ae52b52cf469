package io.kundenwert.imports.run;

import io.kundenwert.imports.conversion.RowJson;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.UnreadableFileException;
import io.kundenwert.imports.run.RowProducers.RowProducer;
import io.kundenwert.imports.run.RunJournal.Again;
import io.kundenwert.imports.run.RunJournal.Wishes;
import io.kundenwert.imports.upload.UploadStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes a run's rows, each exactly once. The order of things is what makes it so: the lease
 * first, then the producer, which shuts out every earlier one, then the committed checkpoint, and
 * from there on chunk by chunk, each in one transaction with the checkpoint behind it.
 */
@Component
class RunWorker {
  private static final Logger log = LoggerFactory.getLogger(RunWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
  private static final long SKIP_STEP = 200_000;

  private final RunLeases leases;
  private final RunJournal journal;
  private final RowProducers producers;
  private final UploadStore uploads;
  private final TableFiles files;
  private final RunProperties properties;
  private final RunMetrics metrics;
  private final JsonMapper json;
  private final ObjectWriter rowWriter;
  private final Turns turns;

  RunWorker(
      RunLeases leases,
      RunJournal journal,
      RowProducers producers,
      UploadStore uploads,
      TableFiles files,
      RunProperties properties,
      RunMetrics metrics,
      JsonMapper json,
      RowJson rowJson) {
    this.leases = leases;
    this.journal = journal;
    this.producers = producers;
    this.uploads = uploads;
    this.files = files;
    this.properties = properties;
    this.metrics = metrics;
    this.json = json;
    this.rowWriter = rowJson.writer();
    this.turns = new Turns(properties.turns());
  }

  /**
   * Works on a run until it is published, stopped, or makes room.
   *
   * @param makeRoom asked between chunks
   * @throws LeaseLostException if another worker took over
   * @throws KafkaException if the broker fails for longer than a lease allows to wait
   * @throws IOException if the upload store fails
   */
  void work(Claim claim, BooleanSupplier makeRoom) throws IOException, InterruptedException {
    Shift shift = new Shift(claim);
    try {
      shift.work(makeRoom);
    } finally {
      shift.close();
    }
  }

  /** Fails a run that no worker brings forward. */
  void abandon(Claim claim) throws InterruptedException {
    Shift shift = new Shift(claim);
    try {
      shift.fence();
      shift.fail("internal");
    } finally {
      shift.closeProducer();
    }
  }

  /** One worker's time with one run. */
  private final class Shift {
    private final Claim claim;
    private final Window window = properties.window();
    private @Nullable RowProducer producer;
    private @Nullable ChunkReader reader;
    private Checkpoint checkpoint;
    private long renewedAt = System.nanoTime();

    Shift(Claim claim) {
      this.claim = claim;
      this.checkpoint = claim.mirrored();
    }

    void work(BooleanSupplier makeRoom) throws IOException, InterruptedException {
      fence();
      RunSnapshot snapshot;
      try {
        snapshot = json.readValue(claim.snapshot(), RunSnapshot.class);
        if (snapshot.partitions() > producers.partitions()) {
          fail("partitions-changed");
          return;
        }
        publish(snapshot, makeRoom);
      } catch (JacksonException | IllegalArgumentException unknown) {
        log.error(
            "Run {} cannot be honoured by this version: {}",
            claim.run().runId(),
            unknown.getClass().getName());
        fail("version-changed");
      } catch (UnreadableFileException unreadable) {
        fail(unreadable.code());
      } catch (NoSuchFileException gone) {
        fail("upload-gone");
      }
    }

    /** Shuts out earlier producers; only then is it settled what was published. */
    private void fence() throws InterruptedException {
      closeProducer();
      renew();
      producer = producers.open(claim.run().runId());
      if (claim.publishing()) {
        checkpoint = producers.committed(claim.run().runId()).orElse(checkpoint);
      }
    }

    /**
     * What was published and is not mirrored is read once more, for its rejections and
     * fingerprints: usually a chunk at most, and much where the database was restored from a
     * backup.
     */
    private void catchUp(RunSnapshot snapshot) throws IOException {
      Checkpoint place = claim.mirrored();
      if (!claim.publishing() || place.rowsRead() >= checkpoint.rowsRead()) {
        return;
      }
      try (ChunkReader open = open(snapshot)) {
        skip(open, place.rowsRead());
        while (place.rowsRead() < checkpoint.rowsRead()) {
          renewIfDue();
          Chunk chunk =
              open.read(place, ChunkReader.Wanted.ALL, checkpoint.rowsRead() - place.rowsRead());
          if (chunk.after().rowsRead() == place.rowsRead()) {
            throw new UnreadableFileException("file-changed");
          }
          journal.read(claim, place, chunk, snapshot.counts());
          place = chunk.after();
        }
      } catch (NoSuchFileException gone) {
        // What was published counts all the same.
        log.warn("Run {}: the upload is gone, with rejections since", claim.run().runId());
      }
    }

    private void publish(RunSnapshot snapshot, BooleanSupplier makeRoom)
        throws IOException, InterruptedException {
      catchUp(snapshot);
      while (true) {
        renewIfDue();
        Wishes wishes = journal.wishes(claim);
        window.merged(wishes.mergedSeq(), System.nanoTime());
        if (claim.publishing() && wishes.cancel()) {
          // Nobody else can publish since the fence, and this worker stops here.
          journal.endPublishing(claim, checkpoint, Outcome.CANCELLED, null);
          return;
        }
        Again again = wishes.again();
        if (again != null) {
          publishAgain(snapshot, again);
        } else if (!claim.publishing()) {
          return;
        } else if (checkpoint.complete()) {
          journal.endPublishing(claim, checkpoint, Outcome.FINISHED, null);
          return;
        } else if (makeRoom.getAsBoolean()) {
          return;
        } else if (room(checkpoint.published() - wishes.mergedSeq())) {
          publishChunk(snapshot);
        } else {
          TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
      }
    }

    private boolean room(long inFlight) {
      return inFlight + properties.chunkRows() <= window.size();
    }

    private void publishChunk(RunSnapshot snapshot) throws IOException, InterruptedException {
      try (var turn = turns.take(claim.run().teamId())) {
        renewIfDue();
        ChunkReader open = reader(snapshot);
        Chunk chunk = open.read(checkpoint, ChunkReader.Wanted.ALL);
        journal.read(claim, checkpoint, chunk, snapshot.counts());
        if (!send(producer -> producer.publish(chunk))) {
          return;
        }
        checkpoint = chunk.after();
        metrics.published(chunk.records().size(), chunk.rejected().size());
      }
      journal.mirror(claim, checkpoint);
    }

    /**
     * Sends in a transaction. After a failure nobody knows what was committed: the producer is
     * replaced, and the committed checkpoint says where to go on.
     *
     * @return whether it was committed
     */
    private boolean send(java.util.function.Consumer<RowProducer> transaction)
        throws IOException, InterruptedException {
      try {
        transaction.accept(java.util.Objects.requireNonNull(producer));
        return true;
      } catch (KafkaException failure) {
        log.warn(
            "Run {}: publishing failed and goes on from the checkpoint: {}",
            claim.run().runId(),
            failure.toString());
        closeReader();
        fence();
        return false;
      }
    }

    private ChunkReader reader(RunSnapshot snapshot) throws IOException {
      ChunkReader open = reader;
      if (open == null) {
        open = open(snapshot);
        reader = open;
        skip(open, checkpoint.rowsRead());
      }
      return open;
    }

    private ChunkReader open(RunSnapshot snapshot) throws IOException {
      return ChunkReader.open(
          claim.run(),
          snapshot,
          files,
          uploads.content(snapshot.uploadKey()),
          rowWriter,
          properties.chunk(),
          journal.knownRows(claim.run()));
    }

    private void skip(ChunkReader open, long rows) throws IOException {
      for (long left = rows; left > 0; ) {
        renewIfDue();
        long skipped = open.skip(Math.min(left, SKIP_STEP));
        if (skipped == 0) {
          throw new UnreadableFileException("file-changed");
        }
        left -= skipped;
      }
    }

    /** Reads the file again from its beginning: only that tells which row has which number. */
    private void publishAgain(RunSnapshot snapshot, Again again)
        throws IOException, InterruptedException {
      long[] seqs = checkpoint.seqs();
      long last = again.partition() < seqs.length ? seqs[again.partition()] : 0;
      if (Math.max(again.fromSeq() - 1, journal.mergedSeq(claim.run(), again.partition()))
          >= last) {
        // Nothing was lost there.
        journal.publishedAgain(claim.run(), again);
        return;
      }
      log.info(
          "Run {}: rows {} to {} of partition {} are published again",
          claim.run().runId(),
          again.fromSeq(),
          last,
          again.partition());
      Checkpoint place = Checkpoint.start(snapshot.partitions());
      try (ChunkReader open = open(snapshot)) {
        while (place.seqs()[again.partition()] < last) {
          renewIfDue();
          if (!roomFor(again.partition(), place)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            continue;
          }
          Chunk chunk;
          try (var turn = turns.take(claim.run().teamId())) {
            chunk =
                open.read(
                    place,
                    (partition, seq) ->
                        partition == again.partition() && seq >= again.fromSeq() && seq <= last);
            if (!chunk.records().isEmpty() && !send(producer -> producer.publishAgain(chunk))) {
              // The wish stays open and is taken up again.
              return;
            }
          }
          if (chunk.after().complete() && chunk.after().seqs()[again.partition()] < last) {
            throw new UnreadableFileException("file-changed");
          }
          place = chunk.after();
        }
      }
      journal.publishedAgain(claim.run(), again);
    }

    private boolean roomFor(int partition, Checkpoint place) {
      return room(place.seqs()[partition] - journal.mergedSeq(claim.run(), partition));
    }

    private void fail(String code) {
      if (!claim.publishing()) {
        // What is wanted once more cannot be read any more; to want it again changes nothing.
        log.warn("Run {}: rows cannot be published again: {}", claim.run().runId(), code);
        journal.givenUp(claim.run());
      } else {
        log.warn("Run {} failed: {}", claim.run().runId(), code);
        journal.endPublishing(claim, checkpoint, Outcome.FAILED, code);
      }
    }

    private void renewIfDue() {
      if (System.nanoTime() - renewedAt > properties.lease().toNanos() / 3) {
        renew();
      }
    }

    private void renew() {
      leases.renew(claim, properties.lease());
      renewedAt = System.nanoTime();
    }

    private void closeReader() throws IOException {
      ChunkReader open = reader;
      reader = null;
      if (open != null) {
        open.close();
      }
    }

    private void closeProducer() {
      RowProducer open = producer;
      producer = null;
      if (open != null) {
        open.close();
      }
    }

    void close() throws IOException {
      closeProducer();
      closeReader();
    }
  }
}
