package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The main job on files as people have them: each is understood without help, and every customer
 * has the value that a plain reading of the cells gives (A1, A2, A6, A7, C1).
 */
class SampleFilesIT {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
  private static final Pattern GERMAN_AMOUNT =
      Pattern.compile("-?\\d{1,3}(\\.?\\d{3})*(,\\d{2})?( ?€)?");
  private static final long LARGEST_AMOUNT = 10_000_000_000_000L;
  private static final DateTimeFormatter GERMAN_DATE =
      DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

  private final Api api = Installations.shared().api();

  @Test
  void germanExcelExport() {
    Expectation expected =
        Expectation.of(
            SAMPLES.resolve("kunden-excel.csv"),
            Charset.forName("windows-1252"),
            ';',
            "E-Mail",
            row -> {
              String gross = row.get("Gesamtumsatz").strip();
              String refunded = row.get("Rückerstattungen").strip();
              LocalDate first = germanDate(row.get("Erste Zahlung"));
              LocalDate last = germanDate(row.get("Letzte Zahlung"));
              boolean named = !(row.get("Vorname") + row.get("Nachname")).isBlank();
              boolean readable =
                  isAddress(row)
                      && named
                      && (gross.isEmpty() || isAmount(gross))
                      && (refunded.isEmpty() || isAmount(refunded))
                      && (first != null || row.get("Erste Zahlung").isBlank())
                      && (last != null || row.get("Letzte Zahlung").isBlank())
                      && row.get("Anzahl Zahlungen").strip().matches("\\d*")
                      && !isInFuture(first)
                      && !isInFuture(last);
              return readable
                  ? new Expectation.Value(
                      Expectation.germanCents(gross),
                      Expectation.germanCents(refunded),
                      number(row.get("Anzahl Zahlungen")),
                      first,
                      last)
                  : null;
            });
    UUID product = api.newProduct("Excel");
    JsonNode end = api.importFile(product, SAMPLES.resolve("kunden-excel.csv"), Map.of());
    assertEnd(end, expected);
    assertThat(Expectation.told(api.customers(product))).isEqualTo(expected.customers);
  }

  @Test
  void stripesCustomerExport() {
    Expectation expected =
        Expectation.of(
            SAMPLES.resolve("stripe-customers.csv"),
            UTF_8,
            ',',
            "Email",
            row ->
                isAddress(row, "Email") && !row.get("Name").isBlank()
                    ? new Expectation.Value(
                        Expectation.cents(row.get("Total Spend")),
                        Expectation.cents(row.get("Refunded Volume")),
                        number(row.get("Payment Count")),
                        null,
                        null)
                    : null);
    UUID product = api.newProduct("Stripe");
    JsonNode end = api.importFile(product, SAMPLES.resolve("stripe-customers.csv"), Map.of());
    assertEnd(end, expected);
    assertThat(Expectation.told(api.customers(product))).isEqualTo(expected.customers);
  }

  @Test
  void wooCommerceCustomers() {
    Expectation expected =
        Expectation.of(
            SAMPLES.resolve("woocommerce-customers.csv"),
            UTF_8,
            ',',
            "Email",
            row ->
                isAddress(row, "Email") && !row.get("Name").isBlank()
                    ? new Expectation.Value(
                        Expectation.cents(row.get("Total Spend")),
                        0,
                        number(row.get("Orders")),
                        null,
                        null)
                    : null);
    UUID product = api.newProduct("WooCommerce");
    JsonNode end = api.importFile(product, SAMPLES.resolve("woocommerce-customers.csv"), Map.of());
    assertEnd(end, expected);
    assertThat(Expectation.told(api.customers(product))).isEqualTo(expected.customers);
  }

  @Test
  void singlePaymentsCountEachTransactionOnce() {
    Set<String> transactions = new HashSet<>();
    Expectation expected =
        Expectation.of(
            SAMPLES.resolve("einzelzahlungen.csv"),
            UTF_8,
            ';',
            "E-Mail",
            row -> {
              boolean paid =
                  Set.of("bezahlt", "erstattet", "teilweise erstattet")
                      .contains(row.get("Status").strip().toLowerCase(java.util.Locale.ROOT));
              if (!paid || !isAddress(row) || row.get("Name").isBlank()) {
                return null;
              }
              LocalDate day = germanDate(row.get("Datum").substring(0, 10));
              return transactions.add(row.get(0))
                  ? new Expectation.Value(
                      Expectation.germanCents(row.get("Betrag")),
                      Expectation.germanCents(row.get("Erstattet")),
                      1,
                      day,
                      day)
                  : new Expectation.Value(0, 0, 0, null, null);
            });
    UUID product = api.newProduct("Payments");
    JsonNode end = api.importFile(product, SAMPLES.resolve("einzelzahlungen.csv"), Map.of());
    assertEnd(end, expected);
    assertThat(Expectation.told(api.customers(product))).isEqualTo(expected.customers);
  }

  @Test
  void everyDefectIsReadRightlyOrRejectedWithItsReason() {
    UUID product = api.newProduct("Defects");
    JsonNode end = api.importFile(product, SAMPLES.resolve("every-defect.csv"), Map.of());
    assertThat(end.get("status").asString()).as("%s", end).isEqualTo("finished");
    assertAddsUp(end);
    Map<String, Expectation.Value> told = Expectation.told(api.customers(product));
    for (int good = 1; good <= 9; good++) {
      assertThat(told).containsKey("gut" + good + "@example.com");
    }
    assertThat(gross(told, "doppelt@example.com")).isEqualTo(1_500);
    assertThat(told)
        .containsKeys("formel@example.com", "umbruch@example.com", "zitat@example.com")
        .doesNotContainKeys(
            "wort@example.com", "riesig@example.com", "februar@example.com", "morgen@example.com");
    String importId = end.get("id").asString();
    Api.Answer german =
        api.get(
            Api.team() + "/imports/" + importId + "/rejected-rows.csv", "Accept-Language", "de");
    assertThat(german.status()).isEqualTo(200);
    assertThat(german.body()).contains("E-Mail", "gibt es nicht").contains("wort@example.com");
    Api.Answer english =
        api.get(
            Api.team() + "/imports/" + importId + "/rejected-rows.csv", "Accept-Language", "en");
    assertThat(english.body()).contains("wort@example.com").isNotEqualTo(german.body());
  }

  @Test
  void sameContentIsRefusedUntilTheUserInsists() {
    UUID product = api.newProduct("Twice");
    Path file = SAMPLES.resolve("woocommerce-customers.csv");
    api.importFile(product, file, Map.of());
    Map<String, Expectation.Value> once = Expectation.told(api.customers(product));

    Api.Answer again = api.upload(product, file, Map.of("start", "auto"));
    JsonNode problem = again.json();
    assertThat(again.status()).as(again.body()).isEqualTo(409);
    assertThat(problem.get("code").asString()).isEqualTo("already-imported");
    assertThat(problem.get("params").get("fileName").asString())
        .isEqualTo("woocommerce-customers.csv");
    assertThat(Expectation.told(api.customers(product))).isEqualTo(once);

    api.importFile(product, file, Map.of("importAgain", "true"));
    Map<String, Expectation.Value> twice = Expectation.told(api.customers(product));
    assertThat(twice.keySet()).isEqualTo(once.keySet());
    once.forEach((email, value) -> assertThat(gross(twice, email)).isEqualTo(2 * value.gross()));
  }

  private static void assertEnd(JsonNode end, Expectation expected) {
    assertThat(end.get("status").asString()).as("%s", end).isEqualTo("finished");
    assertAddsUp(end);
    assertThat(end.get("run").get("rows").asInt()).isEqualTo(expected.rows);
    assertThat(end.get("run").get("counts").get("rejected").asInt())
        .as("%s", end.get("run").get("counts"))
        .isEqualTo(expected.rejected);
  }

  /** A6: rows of the file = created + updated + unchanged + merged + rejected. */
  private static void assertAddsUp(JsonNode end) {
    JsonNode counts = end.get("run").get("counts");
    assertThat(
            counts.get("created").asLong()
                + counts.get("updated").asLong()
                + counts.get("unchanged").asLong()
                + counts.get("merged").asLong()
                + counts.get("rejected").asLong())
        .as("%s", end)
        .isEqualTo(end.get("run").get("rows").asLong());
  }

  private static long gross(Map<String, Expectation.Value> customers, String email) {
    return Objects.requireNonNull(customers.get(email), email).gross();
  }

  private static boolean isAddress(CSVRecord row) {
    return isAddress(row, "E-Mail");
  }

  private static boolean isAddress(CSVRecord row, String column) {
    return ADDRESS.matcher(row.get(column).strip()).matches();
  }

  private static boolean isAmount(String cell) {
    return GERMAN_AMOUNT.matcher(cell).matches()
        && Math.abs(Expectation.germanCents(cell)) <= LARGEST_AMOUNT;
  }

  /** The sample's dates end in 2026, but for one that is meant to be wrong. */
  private static boolean isInFuture(@Nullable LocalDate date) {
    return date != null && date.isAfter(LocalDate.of(2026, 12, 31));
  }

  private static long number(String cell) {
    return cell.isBlank() ? 0 : Long.parseLong(cell.strip());
  }

  private static @Nullable LocalDate germanDate(String cell) {
    try {
      return LocalDate.parse(cell.strip(), GERMAN_DATE);
    } catch (DateTimeException none) {
      return null;
    }
  }
}
