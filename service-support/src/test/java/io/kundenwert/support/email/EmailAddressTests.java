package io.kundenwert.support.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

  @ParameterizedTest
  @CsvSource({
    "max@example.com, max@example.com",
    "Max.Meier@EXAMPLE.Com, max.meier@example.com",
    "max+tag@sub.example.co.uk, max+tag@sub.example.co.uk",
    "info@müller-bäckerei.de, info@xn--mller-bckerei-hfb76a.de",
    "info@MÜLLER-BÄCKEREI.de, info@xn--mller-bckerei-hfb76a.de",
    "info@xn--mller-bckerei-hfb76a.de, info@xn--mller-bckerei-hfb76a.de",
    "info@straße.de, info@xn--strae-oqa.de",
    "JOSÉ@example.com, josé@example.com",
    "jose\u0301@example.com, josé@example.com",
    "Straße@example.com, strasse@example.com",
    "o'brien@example.com, o'brien@example.com",
    "user@例え.jp, user@xn--r8jz45g.jp",
  })
  void oneIdentityForAllSpellings(String address, String identity) {
    assertThat(EmailAddress.identity(address)).isEqualTo(identity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "max",
        "max@",
        "@example.com",
        "max@example",
        "max@@example.com",
        "max@a@b.de",
        "max meier@example.com",
        "max@exa mple.com",
        ".max@example.com",
        "max.@example.com",
        "max..m@example.com",
        "max@.com",
        "max@example..com",
        "max@example.com.",
        "max@-a.com",
        "max@a-.com",
        "max@127.0.0.1",
        "max@[127.0.0.1]",
        "Max <max@example.com>",
        "a,b@example.com",
        "max@example.c",
        "max@exa_mple.com",
        "max\0@example.com",
        "max@xn--a.de",
        "max(at)example.com",
        "\"max\"@example.com",
        "max\u200B@example.com",
        "mailto:max@example.com"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(EmailAddress.identity(text)).isNull();
  }

  @Test
  void boundsAreExact() {
    String label = "a".repeat(63);
    String domain = label + "." + label + "." + label + ".de";
    assertThat(EmailAddress.identity("x".repeat(64) + "@" + domain)).hasSizeLessThanOrEqualTo(320);
    assertThat(EmailAddress.identity("x".repeat(65) + "@example.com")).isNull();
    assertThat(EmailAddress.identity("x@" + "a".repeat(64) + ".de")).isNull();
    assertThat(EmailAddress.identity("x".repeat(500) + "@example.com")).isNull();
  }

  @Test
  void identityOfAnIdentityIsItself() {
    Random random = new Random(5);
    String pieces = "aZß9.-+_@üÉ\u0301例\uD83D\uDE00";
    int addresses = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 1 + random.nextInt(8); c > 0; c--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      String address = text + (random.nextBoolean() ? "@example.com" : "@bücher.DE");
      String identity = EmailAddress.identity(address);
      if (identity != null) {
        addresses++;
        assertThat(EmailAddress.identity(identity)).as(address).isEqualTo(identity);
      }
    }
    assertThat(addresses).isGreaterThan(1_000);
  }

  @Test
  void aHostileTextTakesNoTime() {
    assertThatCode(() -> EmailAddress.identity("a@" + "a.".repeat(5_000_000)))
        .doesNotThrowAnyException();
  }
}
