package io.kundenwert.imports.overlap;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.conversion.Conversion;
import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.imports.conversion.RowConverter;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.ObjectWriter;

/**
 * Compares a file with earlier imports. The file's fingerprints are set down in a temporary file;
 * then as many of them as fit are compared at a time, chosen by their value, so that memory does
 * not grow with the file and a row that comes several times is met only once.
 */
final class OverlapScan {
  private static final int ADDRESSES = 2_000;
  private static final int BUFFER = 1 << 16;

  /** The fingerprints of one earlier import. */
  interface Earlier {
    void read(UUID importId, Consumer<LongBuffer> stretch);
  }

  /**
   * The result.
   *
   * @param overlap what the file has in common with earlier imports
   * @param known numbers of the identical rows
   */
  record Compared(Overlap overlap, BitSet known) {}

  private final TableFiles files;
  private final ObjectWriter json;
  private final int atOnce;

  /**
   * Makes one.
   *
   * @param atOnce how many fingerprints are compared at a time
   */
  OverlapScan(TableFiles files, ObjectWriter json, int atOnce) {
    this.files = files;
    this.json = json;
    this.atOnce = atOnce;
  }

  /**
   * Compares a file.
   *
   * @param imports earlier imports, one after the other
   * @param earlier reads their fingerprints
   * @throws io.kundenwert.imports.reading.UnreadableFileException if it cannot be read
   */
  Compared compare(FileContent content, ReadingPlan plan, List<UUID> imports, Earlier earlier)
      throws IOException {
    Path fingerprints = Files.createTempFile("overlap", ".bin");
    try {
      Addresses addresses = new Addresses();
      long rows = write(content, plan, fingerprints, addresses);
      BitSet known = new BitSet();
      Map<UUID, Long> with = new LinkedHashMap<>();
      int parts = Math.toIntExact(rows / atOnce + 1);
      for (int part = 0; part < parts; part++) {
        compare(fingerprints, rows, part, parts, imports, earlier, known, with);
      }
      return new Compared(
          new Overlap(
              rows,
              known.cardinality(),
              with.entrySet().stream()
                  .map(entry -> new Overlap.With(entry.getKey(), entry.getValue()))
                  .sorted(Comparator.comparingLong(Overlap.With::rows).reversed())
                  .toList(),
              List.copyOf(addresses.chosen())),
          known);
    } finally {
      Files.delete(fingerprints);
    }
  }

  private long write(FileContent content, ReadingPlan plan, Path to, Addresses addresses)
      throws IOException {
    RowDigest digest = new RowDigest();
    RowConverter converter = RowConverter.of(plan);
    long rows = 0;
    try (TableReader reader = files.open(content, plan.format());
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to), BUFFER))) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        if (converter.convert(row) instanceof Conversion.Accepted accepted) {
          ImportedRow read = accepted.row();
          out.writeLong(digest.of(json.writeValueAsBytes(read)));
          out.writeInt(Math.toIntExact(row.number()));
          addresses.meet(read.emailKey());
          rows++;
        }
      }
    }
    return rows;
  }

  private void compare(
      Path fingerprints,
      long rows,
      int part,
      int parts,
      List<UUID> imports,
      Earlier earlier,
      BitSet known,
      Map<UUID, Long> with)
      throws IOException {
    Distinct distinct = new Distinct((int) Math.min(rows, atOnce));
    Visitor ofPart =
        (fingerprint, row) -> {
          if (Long.remainderUnsigned(fingerprint, parts) == part) {
            distinct.add(fingerprint);
          }
        };
    visit(fingerprints, ofPart);
    long[] values = distinct.values();
    if (values.length == 0) {
      return;
    }
    int[] times = new int[values.length];
    visit(fingerprints, (fingerprint, row) -> count(values, fingerprint, times));
    int[] found = new int[values.length];
    for (UUID importId : imports) {
      long[] more = new long[1];
      earlier.read(
          importId,
          stretch -> {
            while (stretch.hasRemaining()) {
              long fingerprint = stretch.get();
              if (fingerprint == Fingerprints.NONE) {
                continue;
              }
              int at = count(values, fingerprint, found);
              if (at >= 0 && found[at] <= times[at]) {
                more[0]++;
              }
            }
          });
      if (more[0] > 0) {
        with.merge(importId, more[0], Long::sum);
      }
    }
    visit(
        fingerprints,
        (fingerprint, row) -> {
          int at = Arrays.binarySearch(values, fingerprint);
          if (at >= 0 && found[at] > 0) {
            found[at]--;
            known.set(row);
          }
        });
  }

  /** Counts a value if it is one of these; its place, negative if it is none. */
  private static int count(long[] values, long value, int[] counts) {
    int at = Arrays.binarySearch(values, value);
    if (at >= 0) {
      counts[at]++;
    }
    return at;
  }

  private interface Visitor {
    void meet(long fingerprint, int row);
  }

  private static void visit(Path fingerprints, Visitor visitor) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(fingerprints), BUFFER))) {
      for (long left = Files.size(fingerprints) / (Long.BYTES + Integer.BYTES); left > 0; left--) {
        visitor.meet(in.readLong(), in.readInt());
      }
    }
  }

  /** Distinct values; what comes often takes no more memory. */
  private static final class Distinct {
    private long[] values;
    private int size;

    Distinct(int expected) {
      this.values = new long[Math.max(16, expected)];
    }

    void add(long value) {
      if (size == values.length) {
        compact();
        if (size > values.length / 2) {
          values = Arrays.copyOf(values, values.length * 2);
        }
      }
      values[size++] = value;
    }

    private void compact() {
      Arrays.sort(values, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (i == 0 || values[i] != values[i - 1]) {
          values[kept++] = values[i];
        }
      }
      size = kept;
    }

    /** In order. */
    long[] values() {
      compact();
      return Arrays.copyOf(values, size);
    }
  }

  /** Some of the distinct addresses: those with the smallest mixed hashes, so chosen by chance. */
  private static final class Addresses {
    private final TreeMap<Long, String> byHash = new TreeMap<>();

    void meet(String address) {
      long hash = address.hashCode() * 0x9E3779B97F4A7C15L;
      hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
      if (byHash.size() < ADDRESSES || hash < byHash.lastKey()) {
        byHash.put(hash, address);
        if (byHash.size() > ADDRESSES) {
          byHash.pollLastEntry();
        }
      }
    }

    Collection<String> chosen() {
      return byHash.values();
    }
  }
}
