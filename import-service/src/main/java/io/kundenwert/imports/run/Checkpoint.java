package io.kundenwert.imports.run;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a run is published. It is committed in the transaction of the rows that it speaks of, as
 * the metadata of an offset, for which brokers allow 4,096 bytes.
 *
 * @param rowsRead rows of the file that were read: the next one is {@code rowsRead + 1}
 * @param seqs last sequence number of each partition
 * @param rejected rows rejected on reading, by code
 * @param complete whether the end of the file was reached
 */
// Its equality is that of the text form.
@SuppressWarnings("ArrayRecordComponent")
record Checkpoint(long rowsRead, long[] seqs, Map<String, Long> rejected, boolean complete) {
  /** What brokers allow by default. */
  static final int MAX_ENCODED = 4_096;

  private static final JsonMapper JSON = JsonMapper.shared();

  Checkpoint {
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
  }

  /** Nothing was read. */
  static Checkpoint start(int partitions) {
    return new Checkpoint(0, new long[partitions], Map.of(), false);
  }

  /** Rows published in all partitions together. */
  long published() {
    return Arrays.stream(seqs).sum();
  }

  /** Rows rejected on reading. */
  long rejectedRows() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The text form. */
  String encoded() {
    ObjectNode node = JSON.createObjectNode();
    node.put("n", rowsRead);
    ArrayNode numbers = node.putArray("s");
    for (long seq : seqs) {
      numbers.add(seq);
    }
    if (!rejected.isEmpty()) {
      ObjectNode codes = node.putObject("r");
      rejected.forEach(codes::put);
    }
    if (complete) {
      node.put("e", 1);
    }
    return node.toString();
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static Checkpoint decode(String encoded) {
    JsonNode node = JSON.readTree(encoded);
    if (!node.path("n").isNumber() || !node.path("s").isArray()) {
      throw new IllegalArgumentException("Not a checkpoint");
    }
    long[] seqs = new long[node.path("s").size()];
    for (int i = 0; i < seqs.length; i++) {
      seqs[i] = node.path("s").path(i).asLong();
    }
    Map<String, Long> rejected = new TreeMap<>();
    node.path("r")
        .properties()
        .forEach(code -> rejected.put(code.getKey(), code.getValue().asLong()));
    return new Checkpoint(node.path("n").asLong(), seqs, rejected, node.has("e"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint that && encoded().equals(that.encoded());
  }

  @Override
  public int hashCode() {
    return encoded().hashCode();
  }

  @Override
  public String toString() {
    return encoded();
  }
}
