package io.kundenwert.imports.wizard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UploadFormTests {
  @Test
  void aFileNameHasNoPathAndNoHiddenCharacters() {
    assertThat(UploadForm.clean("C:\\Export\\Kunden 2026.csv")).isEqualTo("Kunden 2026.csv");
    assertThat(UploadForm.clean("../../etc/passwd")).isEqualTo("passwd");
    assertThat(UploadForm.clean("a\r\nb\u0000.csv")).isEqualTo("ab.csv");
    // A right-to-left override makes exe look like csv.
    assertThat(UploadForm.clean("a\u202Evsc.exe")).isEqualTo("avsc.exe");
    assertThat(UploadForm.clean("Kundenwärme 😀.csv")).isEqualTo("Kundenwärme 😀.csv");
    assertThat(UploadForm.clean("")).isEqualTo("import");
    assertThat(UploadForm.clean(null)).isEqualTo("import");
    assertThat(UploadForm.clean("x".repeat(1_000))).hasSize(200);
  }
}
