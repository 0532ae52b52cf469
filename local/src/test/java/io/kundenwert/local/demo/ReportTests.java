package io.kundenwert.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void amountsAreWrittenWithTheDigitsOfTheirCurrency() {
    assertThat(money("{\"minor\":\"120433120\",\"currency\":\"EUR\"}"))
        .isEqualTo("1,204,331.20 EUR");
    assertThat(money("{\"minor\":\"-5\",\"currency\":\"EUR\"}")).isEqualTo("-0.05 EUR");
    assertThat(money("{\"minor\":\"1500\",\"currency\":\"JPY\"}")).isEqualTo("1,500 JPY");
    assertThat(money("null")).isEmpty();
  }

  @Test
  void tableColumnsAreAsWideAsTheirWidestCell() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Report.Table table = new Report.Table(List.of("Name", "Value"), List.of(1));
    table.add(List.of("Käthe Großmann", "1,902.70 EUR"));
    table.add(List.of("Uwe", "9.90 EUR"));
    table.print(new PrintStream(printed, true, UTF_8));
    assertThat(printed.toString(UTF_8).lines())
        .containsExactly(
            "  Name                   Value",
            "  ----------------------------",
            "  Käthe Großmann  1,902.70 EUR",
            "  Uwe                 9.90 EUR");
  }

  @Test
  void csvCellsMayHoldDelimitersQuotesAndLineBreaks() {
    assertThat(Csv.parse("\uFEFFName,Reason\r\n\"Ute \"\"U\"\", Köln\",\"one\ntwo\"\r\n,last"))
        .containsExactly(
            List.of("Name", "Reason"), List.of("Ute \"U\", Köln", "one\ntwo"), List.of("", "last"));
  }

  private static String money(String json) {
    return Report.money(JSON.readTree(json));
  }
}
