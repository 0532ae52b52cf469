package io.kundenwert.imports.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.conversion.Planner;
import io.kundenwert.imports.conversion.ReadingContext;
import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.mapping.MappingProposer;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TextFile;
import io.kundenwert.imports.reading.csv.CsvFiles;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.profile.FileProfiler;
import io.kundenwert.support.ids.Ids;
import java.io.IOException;
import java.nio.LongBuffer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Rows that were imported before are found, each as often as it was (A8). */
class OverlapScanTests {
  private static final String HEADER = "E-Mail;Name;Gesamtausgaben";
  private static final ObjectWriter JSON = JsonMapper.shared().writer();

  private final TableFiles files = new CsvFiles(HeaderSynonyms::isKnown);

  private ReadingPlan plan(String text) throws IOException {
    FileProfile profile = new FileProfiler(files).whole(TextFile.of(text), FormatOverrides.NONE);
    return Objects.requireNonNull(
        new Planner()
            .review(
                profile,
                new MappingProposer().propose(profile).mapping(),
                new ReadingContext("EUR", ZoneId.of("Europe/Berlin"), LocalDate.of(2026, 1, 1)))
            .plan());
  }

  private static String row(int customer) {
    return "k%d@example.com;Kunde %d;%d,50 €".formatted(customer, customer, customer);
  }

  private static String file(List<String> rows) {
    return HEADER + "\n" + String.join("\n", rows) + "\n";
  }

  /** Fingerprints as a run keeps them. */
  private List<Long> fingerprints(List<String> rows) throws IOException {
    String text = file(rows);
    List<Long> all = new ArrayList<>();
    RowDigest digest = new RowDigest();
    try (var reader = files.open(TextFile.of(text), plan(text).format())) {
      var converter = io.kundenwert.imports.conversion.RowConverter.of(plan(text));
      for (var row = reader.next(); row != null; row = reader.next()) {
        if (converter.convert(row)
            instanceof io.kundenwert.imports.conversion.Conversion.Accepted accepted) {
          all.add(digest.of(JSON.writeValueAsBytes(accepted.row())));
        }
      }
    }
    return all;
  }

  private OverlapScan.Compared compare(
      List<String> rows, Map<UUID, List<String>> imported, int atOnce) throws IOException {
    Map<UUID, List<Long>> known = new HashMap<>();
    for (Map.Entry<UUID, List<String>> each : imported.entrySet()) {
      known.put(each.getKey(), fingerprints(each.getValue()));
    }
    String text = file(rows);
    return new OverlapScan(files, JSON, atOnce)
        .compare(
            TextFile.of(text),
            plan(text),
            List.copyOf(imported.keySet()),
            (id, stretch) -> {
              List<Long> all = Objects.requireNonNull(known.get(id));
              int half = all.size() / 2;
              for (List<Long> part : List.of(all.subList(0, half), all.subList(half, all.size()))) {
                stretch.accept(LongBuffer.wrap(part.stream().mapToLong(Long::longValue).toArray()));
              }
            });
  }

  @Test
  void countsARowAsOftenAsItWasImported() throws IOException {
    UUID first = Ids.next();
    UUID second = Ids.next();
    Map<UUID, List<String>> imported = new LinkedHashMap<>();
    imported.put(first, List.of(row(1), row(1), row(2)));
    imported.put(second, List.of(row(1), row(3), row(3), row(3)));
    OverlapScan.Compared compared =
        compare(List.of(row(3), row(1), row(9), row(1), row(1), row(1), row(3)), imported, 100);
    BitSet known = new BitSet();
    List.of(1, 2, 4, 5, 7).forEach(known::set);
    assertThat(compared.known()).as("the first ones of each").isEqualTo(known);
    assertThat(compared.overlap().rows()).isEqualTo(7);
    assertThat(compared.overlap().identical()).isEqualTo(5);
    assertThat(compared.overlap().imports())
        .containsExactly(new Overlap.With(second, 3), new Overlap.With(first, 2));
    assertThat(compared.overlap().addresses())
        .containsExactlyInAnyOrder("k1@example.com", "k3@example.com", "k9@example.com");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 1_000})
  void findsTheSameHoweverMuchIsComparedAtOnce(int atOnce) throws IOException {
    Random random = new Random(4711);
    List<String> rows = new ArrayList<>();
    Map<UUID, List<String>> imported = new LinkedHashMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      List<String> earlier = new ArrayList<>();
      for (int r = 0; r < 60; r++) {
        String row = row(random.nextInt(200));
        earlier.add(row);
        times.merge(row, 1, Integer::sum);
      }
      imported.put(Ids.next(), earlier);
    }
    BitSet known = new BitSet();
    for (int r = 1; r <= 300; r++) {
      String row = row(random.nextInt(200));
      rows.add(row);
      if (times.merge(row, -1, Integer::sum) >= 0) {
        known.set(r);
      }
    }
    OverlapScan.Compared compared = compare(rows, imported, atOnce);
    assertThat(compared.known()).isEqualTo(known);
    assertThat(known.cardinality()).isBetween(20, 280);
    assertThat(compared.overlap().imports().stream().mapToLong(Overlap.With::rows).sum())
        .isEqualTo(compared.overlap().identical());
  }

  @Test
  void manyIsMoreThanAFifth() {
    assertThat(new Overlap(10, 2, List.of(), List.of()).hasManyIdentical()).isFalse();
    assertThat(new Overlap(10, 3, List.of(), List.of()).hasManyIdentical()).isTrue();
    assertThat(Overlap.NONE.hasManyIdentical()).isFalse();
  }
}
