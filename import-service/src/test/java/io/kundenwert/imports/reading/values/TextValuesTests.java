package io.kundenwert.imports.reading.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextValuesTests {
  @Test
  void trimsEverythingInvisibleAtTheEnds() {
    assertThat(Blank.trim("\uFEFF \u00A0\u200Bmax@example.com\u202F\t\r\n\u2060"))
        .isEqualTo("max@example.com");
    assertThat(Blank.isBlank(" \u00A0\u200B\t")).isTrue();
    assertThat(Blank.trim("\0x")).isEqualTo("\0x");
  }

  @ParameterizedTest
  @CsvSource({
    "Deutschland, DE",
    "germany, DE",
    "DE, DE",
    "de, DE",
    "DEU, DE",
    "Österreich, AT",
    "Oesterreich, AT",
    "SCHWEIZ, CH",
    "USA, US",
    "Vereinigtes Königreich, GB",
    "UK, GB",
    "Narnia, Narnia"
  })
  void countriesBecomeCodesWhereTheyAreKnown(String text, String code) {
    assertThat(Countries.codeOrText(text)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "Ja, true",
    "YES, true",
    "1, true",
    "subscribed, true",
    "nein, false",
    "FALSE, false",
    "Unsubscribed, false",
    "cleaned, false",
    "vielleicht, "
  })
  void readsYesAndNo(String text, String expected) {
    assertThat(YesNo.of(text)).isEqualTo(expected == null ? null : Boolean.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "Paid, SUCCESSFUL", "succeeded, SUCCESSFUL", "bezahlt, SUCCESSFUL", "wc-completed, SUCCESSFUL",
    "Refunded, REFUNDED", "Erstattet, REFUNDED", "refund, REFUND", "Rücklastschrift, REFUND",
    "Failed, UNSUCCESSFUL", "PENDING, UNSUCCESSFUL", "fehlgeschlagen, UNSUCCESSFUL", "blau, "
  })
  void readsPaymentStatus(String text, String expected) {
    PaymentStatus status = PaymentStatus.of(text);
    assertThat(status == null ? null : status.name()).isEqualTo(expected);
  }
}
