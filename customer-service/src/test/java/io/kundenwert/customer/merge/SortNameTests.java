package io.kundenwert.customer.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SortNameTests {
  @Test
  void sortsUmlautsWithTheirBaseLetters() {
    assertThat(SortName.of("  Jürgen Äßler ", "x@y")).isEqualTo("jurgen assler");
    assertThat(SortName.of("Éloïse", "x@y")).isEqualTo("eloise");
  }

  @Test
  void takesTheAddressWhereThereIsNoName() {
    assertThat(SortName.of(null, "a@example.de")).isEqualTo("a@example.de");
    assertThat(SortName.of("  ", "a@example.de")).isEqualTo("a@example.de");
  }

  @Test
  void cutsLongNamesWithoutCuttingACharacter() {
    assertThat(SortName.of("x".repeat(99) + "😀", "a@b")).isEqualTo("x".repeat(99));
    assertThat(SortName.of("ß".repeat(90), "a@b")).hasSize(100);
  }
}
