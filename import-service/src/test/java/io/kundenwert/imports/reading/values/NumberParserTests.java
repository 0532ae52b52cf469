package io.kundenwert.imports.reading.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // cell | with decimal comma | with decimal point
        "1.234,56 | 1234.56 | -",
        "1,234.56 | - | 1234.56",
        "1.234 | 1234 | 1.234",
        "1,234 | 1.234 | 1234",
        "1.234.567 | 1234567 | -",
        "1,234,567 | - | 1234567",
        "12,5 | 12.5 | -",
        "12.5 | - | 12.5",
        "1234,567 | 1234.567 | -",
        "0,234 | 0.234 | -",
        "0.234 | - | 0.234",
        ",5 | 0.5 | -",
        ".5 | - | 0.5",
        "12 | 12 | 12",
        "007 | 7 | 7",
        "1 234 567 | 1234567 | 1234567",
        "1 234,56 | 1234.56 | -",
        "1'234.56 | - | 1234.56",
        "1’234’567 | 1234567 | 1234567",
        "1.234,56 € | 1234.56 | -",
        "€ 1.234,56 | 1234.56 | -",
        "€1,234.56 | - | 1234.56",
        "EUR 12,50 | 12.5 | -",
        "12,50EUR | 12.5 | -",
        "12,50 Euro | 12.5 | -",
        "US$ 12.50 | - | 12.5",
        "Fr. 12.50 | - | 12.5",
        "CHF 1'234.00 | - | 1234",
        "-12,00 | -12 | -",
        "−12,00 | -12 | -",
        "12,00- | -12 | -",
        "(12,00) | -12 | -",
        "(1,234.56) | - | -1234.56",
        "-€12.50 | - | -12.5",
        "€-12.50 | - | -12.5",
        "+5 | 5 | 5",
        "12,- | 12 | -",
        "12,-- € | 12 | -",
        "1.234,– | 1234 | -",
        "12,3400 | 12.34 | -",
        "5 | 5 | 5",
      })
  void readsNumbersAsTheyAreWritten(String cell, String comma, String point) {
    assertThat(read(NumberReading.DECIMAL_COMMA, cell)).as("comma").isEqualTo(number(comma));
    assertThat(read(NumberReading.DECIMAL_POINT, cell)).as("point").isEqualTo(number(point));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "€", "abc", "12,3,4", "1.23.456", "12.34.567", "1..2", "1,,2", "1.234,56,7",
        "1 23", "1 2345", "12 34", "1.234 567,00", "--5", "-(5)", "(5", "5)", "1e5", "1,23E+05",
        "12%", "5 Stück", "EUR 5 EUR", "1_000", "0x10", "١٢", "5 5,", "1.000.00", "01.234,5"
      })
  void refusesWhatIsNoNumber(String cell) {
    assertThat(read(NumberReading.DECIMAL_COMMA, cell)).isNull();
    if (!cell.equals("01.234,5")) {
      assertThat(read(NumberReading.DECIMAL_POINT, cell)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {' ', '\u00A0', '\u202F', '\u2009'})
  void spacesOfAnyWidthGroupThousands(char space) {
    assertThat(
            read(NumberReading.DECIMAL_COMMA, "1" + space + "234" + space + "567,8" + space + "€"))
        .isEqualByComparingTo("1234567.8");
  }

  @ParameterizedTest
  @CsvSource({"1234, 1234", "-5 €, -5", "1 234, 1234"})
  void plainNumbersHaveNoSeparators(String cell, String expected) {
    assertThat(read(NumberReading.PLAIN, cell)).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.234", "1,5", "1,234.5"})
  void plainRefusesWhatHasTwoReadings(String cell) {
    assertThat(read(NumberReading.PLAIN, cell)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "5 €, EUR",
    "$5, USD",
    "5 usd, USD",
    "5 kr, SEK",
    "5 zł, PLN",
    "£5, GBP",
    "5, ''",
    "A$ 5, AUD"
  })
  void keepsTheCurrencyBesideTheNumber(String cell, String code) {
    NumberParser parser = new NumberParser(NumberReading.DECIMAL_POINT);
    assertThat(parser.parse(cell)).isTrue();
    CurrencySign sign = parser.currency();
    assertThat(sign == null ? "" : sign.codes().getFirst()).isEqualTo(code);
  }

  @Test
  void unitsAreExact() {
    NumberParser parser = new NumberParser(NumberReading.DECIMAL_COMMA);
    assertThat(parser.parse("-90.071.992.547,4")).isTrue();
    assertThat(parser.units(2)).isEqualTo(-9_007_199_254_740L);
    assertThat(parser.decimals()).isEqualTo(1);
  }

  @Test
  void digitsBeyondTheBoundsAreNoticedNotCutOff() {
    NumberParser parser = new NumberParser(NumberReading.DECIMAL_COMMA);
    assertThat(parser.parse("9".repeat(400))).isTrue();
    assertThat(parser.isBeyondBounds()).isTrue();
    assertThat(parser.parse("1," + "1".repeat(40))).isTrue();
    assertThat(parser.hasLostDecimals()).isTrue();
    assertThat(parser.parse("1," + "0".repeat(40))).isTrue();
    assertThat(parser.hasLostDecimals()).isFalse();
    assertThat(parser.parse("0".repeat(40) + "7")).isTrue();
    assertThat(parser.units(0)).isEqualTo(7);
  }

  @Test
  void formattedNumbersAreReadBack() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L), 2);
      boolean comma = random.nextBoolean();
      DecimalFormatSymbols symbols = new DecimalFormatSymbols(comma ? Locale.GERMANY : Locale.US);
      DecimalFormat format = new DecimalFormat(random.nextBoolean() ? "#,##0.00" : "0.00", symbols);
      String text = format.format(value) + (random.nextBoolean() ? " €" : "");
      assertThat(read(comma ? NumberReading.DECIMAL_COMMA : NumberReading.DECIMAL_POINT, text))
          .as(text)
          .isEqualByComparingTo(value);
    }
  }

  @Test
  void noTextMakesItThrow() {
    Random random = new Random(8);
    String pieces = "0123456789.,-+()€$ '’EURkr\u00A0\0x";
    NumberParser parser = new NumberParser(NumberReading.DECIMAL_COMMA);
    int numbers = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(12); c > 0; c--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      numbers += parser.parse(text.toString()) ? 1 : 0;
    }
    assertThat(numbers).isPositive();
  }

  private static @Nullable BigDecimal read(NumberReading reading, String cell) {
    NumberParser parser = new NumberParser(reading);
    return parser.parse(cell) ? parser.value().stripTrailingZeros() : null;
  }

  private static @Nullable BigDecimal number(String text) {
    return text.equals("-") ? null : new BigDecimal(text).stripTrailingZeros();
  }
}
