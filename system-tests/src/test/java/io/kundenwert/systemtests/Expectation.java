package io.kundenwert.systemtests;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a file should make of an empty product, computed here from the plain cells: the known
 * encoding and the known columns, no detection, no shared code.
 */
final class Expectation {
  /** Amounts in minor units by lower-case address. */
  final TreeMap<String, Value> customers = new TreeMap<>();

  int rows;
  int rejected;

  /** The values of one customer. */
  record Value(
      long gross,
      long refunded,
      long payments,
      @Nullable LocalDate first,
      @Nullable LocalDate last) {
    Value plus(Value more) {
      return new Value(
          gross + more.gross,
          refunded + more.refunded,
          payments + more.payments,
          pick(first, more.first, Comparator.naturalOrder()),
          pick(last, more.last, Comparator.reverseOrder()));
    }

    private static @Nullable LocalDate pick(
        @Nullable LocalDate one, @Nullable LocalDate other, Comparator<LocalDate> order) {
      return Stream.of(one == null ? LocalDate.EPOCH : one, other == null ? LocalDate.EPOCH : other)
          .filter(date -> !date.equals(LocalDate.EPOCH))
          .min(order)
          .orElse(null);
    }
  }

  /**
   * Reads a file.
   *
   * @param value what a row is worth; null for a row that is to be rejected
   */
  static Expectation of(
      Path file,
      Charset encoding,
      char delimiter,
      String emailColumn,
      Function<CSVRecord, @Nullable Value> value) {
    Expectation expectation = new Expectation();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();
    try (Reader reader = Files.newBufferedReader(file, encoding);
        var parser = format.parse(reader)) {
      for (CSVRecord row : parser) {
        expectation.rows++;
        Value worth = value.apply(row);
        if (worth == null) {
          expectation.rejected++;
        } else {
          expectation.customers.merge(
              row.get(emailColumn).strip().toLowerCase(Locale.ROOT), worth, Value::plus);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return expectation;
  }

  /** What the API says, in the same form. */
  static TreeMap<String, Value> told(List<JsonNode> customers) {
    TreeMap<String, Value> told = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode customer : customers) {
      String email = customer.get("email").asString().strip().toLowerCase(Locale.ROOT);
      if (!seen.add(email)) {
        throw new AssertionError("Listed twice: " + email);
      }
      told.put(
          email,
          new Value(
              minor(customer.get("gross")),
              minor(customer.get("refunded")),
              customer.get("payments").asLong(),
              date(customer.path("firstPaymentOn")),
              date(customer.path("lastPaymentOn"))));
    }
    return told;
  }

  private static long minor(JsonNode amount) {
    return Long.parseLong(amount.get("minor").asString());
  }

  private static @Nullable LocalDate date(JsonNode node) {
    return node.isString() ? LocalDate.parse(node.asString()) : null;
  }

  /** Minor units of a decimal with a point. */
  static long cents(String decimal) {
    return decimal.isBlank()
        ? 0
        : new BigDecimal(decimal.strip()).movePointRight(2).longValueExact();
  }

  /** Minor units of a decimal written the German way. */
  static long germanCents(String decimal) {
    return cents(decimal.replace("€", "").replace("\u00a0", "").replace(".", "").replace(",", "."));
  }
}
