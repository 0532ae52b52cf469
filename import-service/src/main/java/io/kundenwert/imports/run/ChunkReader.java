package io.kundenwert.imports.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.EventType;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.conversion.Conversion;
import io.kundenwert.imports.conversion.RowConverter;
import io.kundenwert.imports.overlap.RowDigest;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.RowDefect;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import tools.jackson.databind.ObjectWriter;

/**
 * Reads a run's file in stretches and makes records of the rows. The same run gives the same
 * records with the same sequence numbers each time, whoever reads: that is what lets another worker
 * go on, and rows be published again.
 */
final class ChunkReader implements Closeable {
  /** A row that is larger when serialised is rejected. */
  static final int MAX_ROW_BYTES = 256 * 1024;

  /** Reason of a row that is left out since it was imported before. */
  private static final String KNOWN = "row-known";

  private static final EventType TYPE =
      java.util.Objects.requireNonNull(ImportedRow.class.getAnnotation(EventType.class));
  private static final String TOPIC = TYPE.topic().topicName();

  private final RunKey run;
  private final TableReader reader;
  private final RowConverter converter;
  private final ObjectWriter json;
  private final Bounds bounds;
  private final BitSet known;
  private final RowDigest digest = new RowDigest();
  private final List<Header> sameForAll;

  /**
   * Bounds of a stretch.
   *
   * @param rows rows read, at most
   * @param bytes bytes serialised after which it ends
   */
  record Bounds(int rows, long bytes) {}

  /** Which rows are wanted as records; the others are read and counted all the same. */
  interface Wanted {
    /** All of them. */
    Wanted ALL = (partition, seq) -> true;

    boolean wants(int partition, long seq);
  }

  /**
   * Opens the file at its beginning.
   *
   * @param known numbers of rows that are left out since they were imported before (A8)
   * @throws IllegalArgumentException if the snapshot's plan is not that of this version
   * @throws io.kundenwert.imports.reading.UnreadableFileException if the file cannot be read
   */
  static ChunkReader open(
      RunKey run,
      RunSnapshot snapshot,
      TableFiles files,
      FileContent content,
      ObjectWriter json,
      Bounds bounds,
      BitSet known)
      throws IOException {
    RowConverter converter = RowConverter.of(snapshot.plan());
    TableReader reader = files.open(content, snapshot.plan().format());
    return new ChunkReader(run, snapshot, reader, converter, json, bounds, known);
  }

  private ChunkReader(
      RunKey run,
      RunSnapshot snapshot,
      TableReader reader,
      RowConverter converter,
      ObjectWriter json,
      Bounds bounds,
      BitSet known) {
    this.run = run;
    this.reader = reader;
    this.converter = converter;
    this.json = json;
    this.bounds = bounds;
    this.known = known;
    this.sameForAll =
        List.of(
            header(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1_0),
            header(EventHeaders.TYPE, TYPE.value()),
            header(EventHeaders.SOURCE, "/import-service"),
            header(EventHeaders.RUN, snapshot.descriptor(run).encoded()));
  }

  /** Passes over rows; returns how many there were. */
  long skip(long rows) throws IOException {
    return reader.skip(rows);
  }

  /** The next stretch. The reader stands where {@code from} says. */
  Chunk read(Checkpoint from, Wanted wanted) throws IOException {
    return read(from, wanted, Long.MAX_VALUE);
  }

  /** The next stretch of so many rows at most. */
  Chunk read(Checkpoint from, Wanted wanted, long most) throws IOException {
    long[] seqs = from.seqs().clone();
    Map<String, Long> codes = new HashMap<>(from.rejected());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    long[] fingerprints = new long[bounds.rows()];
    long bytes = 0;
    long rowsRead = from.rowsRead();
    boolean complete = false;
    long end = from.rowsRead() + Math.min(bounds.rows(), most);
    while (rowsRead < end && bytes < bounds.bytes()) {
      Row row = reader.next();
      if (row == null) {
        complete = true;
        break;
      }
      rowsRead++;
      switch (converter.convert(row)) {
        case Conversion.Rejected refused ->
            reject(
                new RejectedRow(
                    row.number(), refused.rejection().code(), refused.rejection().params()),
                rejected,
                codes);
        case Conversion.Accepted accepted -> {
          byte[] value = json.writeValueAsBytes(accepted.row());
          if (known.get(Math.toIntExact(row.number()))) {
            reject(new RejectedRow(row.number(), KNOWN, Map.of()), rejected, codes);
          } else if (value.length > MAX_ROW_BYTES) {
            reject(
                new RejectedRow(row.number(), RowDefect.ROW_TOO_LARGE.code(), Map.of()),
                rejected,
                codes);
          } else {
            String email = accepted.row().emailKey();
            int partition = ImportedRow.partition(run.productId(), email, seqs.length);
            long seq = ++seqs[partition];
            if (wanted.wants(partition, seq)) {
              fingerprints[(int) (rowsRead - from.rowsRead()) - 1] = digest.of(value);
              records.add(record(row.number(), email, partition, seq, value));
              bytes += value.length;
            }
          }
        }
      }
    }
    return new Chunk(
        records,
        rejected,
        Arrays.copyOf(fingerprints, (int) (rowsRead - from.rowsRead())),
        new Checkpoint(rowsRead, seqs, codes, complete));
  }

  private ProducerRecord<byte[], byte[]> record(
      long number, String email, int partition, long seq, byte[] value) {
    List<Header> headers = new ArrayList<>(sameForAll.size() + 3);
    headers.addAll(sameForAll);
    headers.add(header(EventHeaders.ID, run.runId() + "/" + partition + "/" + seq));
    headers.add(header(EventHeaders.ROW, Long.toString(number)));
    headers.add(header(EventHeaders.SEQ, Long.toString(seq)));
    byte[] key = ImportedRow.partitionKey(run.productId(), email).getBytes(UTF_8);
    return new ProducerRecord<>(TOPIC, partition, key, value, headers);
  }

  private static void reject(RejectedRow row, List<RejectedRow> rejected, Map<String, Long> codes) {
    rejected.add(row);
    codes.merge(row.code(), 1L, Long::sum);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
