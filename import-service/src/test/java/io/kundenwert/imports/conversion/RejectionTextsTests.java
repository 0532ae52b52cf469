package io.kundenwert.imports.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.reading.RowDefect;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionTextsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email-missing | | E-Mail fehlt | E-mail missing",
        "email-invalid | max@ | „max@“ ist keine E-Mail-Adresse | “max@” is not an e-mail address",
        "amount-invalid | 12,3,4 | „12,3,4“ ist kein Betrag | “12,3,4” is not an amount",
        "date-invalid | 31.02.2021 | 31.02.2021 gibt es nicht | 31.02.2021 doesn't exist",
      })
  void reasonsReadLikeASentence(
      String code, @Nullable String value, String german, String english) {
    Map<String, String> params = value == null ? Map.of() : Map.of("value", value);
    assertThat(RejectionTexts.text(code, params, Locale.GERMANY)).isEqualTo(german);
    assertThat(RejectionTexts.text(code, params, Locale.US)).isEqualTo(english);
    assertThat(RejectionTexts.text(code, params, Locale.FRENCH)).isEqualTo(english);
  }

  @Test
  void bothLanguagesHaveTheSameReasonsAndValues() throws IOException {
    Properties english = load("rejections.properties");
    Properties german = load("rejections_de.properties");
    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String code : english.stringPropertyNames()) {
      assertThat(placeholders(german.getProperty(code)))
          .as(code)
          .isEqualTo(placeholders(english.getProperty(code)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDefectHasAText(RowDefect defect) {
    assertThat(
            RejectionTexts.text(defect.code(), Map.of("line", "7", "columns", "3"), Locale.GERMAN))
        .doesNotContain(defect.code(), "{");
  }

  @Test
  void aCodeWithoutItsValueHasAPlainText() {
    assertThat(RejectionTexts.text("amount-out-of-bounds", Map.of(), Locale.GERMAN))
        .isEqualTo("Ein Betrag ist zu groß");
  }

  @Test
  void anUnknownCodeHasAGeneralText() {
    assertThat(RejectionTexts.text("new-reason", Map.of(), Locale.GERMAN))
        .isEqualTo("Die Zeile wurde abgelehnt (new-reason)");
  }

  @Test
  void whatTheFileSaysIsNotRead() {
    assertThat(
            RejectionTexts.text("email-invalid", Map.of("value", "{code} {0} '"), Locale.ENGLISH))
        .isEqualTo("“{code} {0} '” is not an e-mail address");
  }

  private static String placeholders(String text) {
    return text.chars().filter(c -> c == '{').count()
        + " "
        + Pattern.compile("\\{(\\w+)}")
            .matcher(text)
            .results()
            .map(result -> result.group(1))
            .sorted()
            .toList();
  }

  private static Properties load(String file) throws IOException {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                RejectionTexts.class.getResourceAsStream("/i18n/import-service/" + file)),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }
}
