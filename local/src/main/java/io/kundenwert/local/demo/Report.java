package io.kundenwert.local.demo;

import io.kundenwert.local.demo.ApiClient.Answer;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints the result of an import for people. */
final class Report {

  private static final int REASONS = 12;

  private final PrintStream out;
  private final ApiClient api;

  Report(PrintStream out, ApiClient api) {
    this.out = out;
    this.api = api;
  }

  /** Rows by what became of them; they add up to the rows of the file. */
  void counts(JsonNode state) {
    JsonNode run = state.path("run");
    JsonNode counts = run.path("counts");
    out.println();
    out.printf("%6d rows in %s%n", run.path("rows").asLong(), state.path("fileName").asString(""));
    line(counts, "created", "new customers");
    line(counts, "updated", "changed customers");
    line(counts, "unchanged", "unchanged customers");
    line(counts, "merged", "duplicates, merged into an earlier row");
    line(counts, "rejected", "rejected, with the reason for each");
    for (JsonNode sum : run.path("sums")) {
      out.println("       worth " + money(sum) + " in all, before refunds");
    }
  }

  private void line(JsonNode counts, String name, String words) {
    long rows = counts.path(name).asLong(0);
    if (rows > 0) {
      out.printf("%6d   %s%n", rows, words);
    }
  }

  /** The first rejected rows with their reasons, from the file that people can download. */
  void rejectedRows(JsonNode state) {
    if (state.path("run").path("counts").path("rejected").asLong(0) == 0) {
      return;
    }
    String path =
        "/imports/"
            + state.path("importId").asString(state.path("id").asString(""))
            + "/rejected-rows.csv";
    Answer answer = api.get(path);
    out.println();
    out.println("Why rows were rejected (all of them, to correct and upload again:");
    out.println("  " + api.address(path) + ")");
    List<List<String>> rows = Csv.parse(answer.text());
    for (List<String> row : rows.subList(1, Math.min(rows.size(), REASONS + 1))) {
      // The file's own columns come first, then these three: row number, code, reason.
      out.printf("  row %4s  %s%n", row.get(row.size() - 3), row.getLast());
    }
  }

  /** The customers that are worth most. */
  void customers(JsonNode page) {
    Table table =
        new Table(List.of("Customer", "E-mail", "Value", "Per month", "Priority"), List.of(2, 3));
    for (JsonNode customer : page.path("items")) {
      table.add(
          List.of(
              customer.path("name").asString(""),
              customer.path("email").asString(""),
              money(customer.path("net")),
              money(customer.path("monthly")),
              customer.path("priority").asString("")));
    }
    out.println();
    out.println("The customers that are worth most");
    table.print(out);
  }

  /** As people write it: {@code 1,234.56 EUR}. */
  static String money(JsonNode amount) {
    if (!amount.isObject()) {
      return "";
    }
    String code = amount.path("currency").asString();
    int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(digits);
    return format.format(new BigDecimal(amount.path("minor").asString()).movePointLeft(digits))
        + " "
        + code;
  }

  /** Text in columns as wide as their widest cell. */
  static final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> alignedRight;

    Table(List<String> header, List<Integer> alignedRight) {
      this.alignedRight = alignedRight;
      rows.add(header);
    }

    void add(List<String> row) {
      rows.add(row);
    }

    void print(PrintStream out) {
      for (int row = 0; row < rows.size(); row++) {
        out.println(("  " + line(rows.get(row))).stripTrailing());
        if (row == 0) {
          out.println("  " + "-".repeat(line(rows.get(row)).length() - GAP.length()));
        }
      }
    }

    private String line(List<String> row) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int place = column;
        int width = rows.stream().mapToInt(any -> length(any.get(place))).max().orElse(0);
        String cell = row.get(column);
        String filler = " ".repeat(width - length(cell));
        line.append(alignedRight.contains(column) ? filler + cell : cell + filler).append(GAP);
      }
      return line.toString();
    }

    private static int length(String text) {
      return text.codePointCount(0, text.length());
    }
  }
}
