package io.kundenwert.imports.reading.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.DetectedFormat;
import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.Finding;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.Quote;
import io.kundenwert.imports.reading.TextFile;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectionTests {
  private static final Charset WINDOWS_1252 = Encoding.WINDOWS_1252.charset();
  private static final String GERMAN =
      "Kunden-Nr.;Name;E-Mail;Umsatz\r\n1;Jörg Müller;joerg@example.com;1.234,56 €\r\n";

  @Test
  void readsWhatGermanExcelWrites() throws IOException {
    DetectedFormat detected = detect(TextFile.of(GERMAN, WINDOWS_1252));
    assertThat(detected.format())
        .isEqualTo(new CsvFormat(Encoding.WINDOWS_1252, ';', Quote.DOUBLE, 1));
    assertThat(detected.firstLines().get(1)).contains("Jörg Müller", "€");
    assertThat(detected.findings()).extracting(Finding::sure).containsOnly(true);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, '', utf-8, valid-throughout",
    "UTF-8, \uFEFF, utf-8, byte-order-mark",
    "UTF-16LE, \uFEFF, utf-16le, byte-order-mark",
    "UTF-16BE, \uFEFF, utf-16be, byte-order-mark",
    "UTF-16LE, '', utf-16le, zero-bytes",
    "UTF-16BE, '', utf-16be, zero-bytes",
    "windows-1252, '', windows-1252, not-utf-8",
  })
  void findsTheEncoding(String charset, String mark, String encoding, String reason)
      throws IOException {
    DetectedFormat detected = detect(TextFile.of(mark + GERMAN, Charset.forName(charset)));
    assertThat(finding(detected, "encoding"))
        .isEqualTo(new Finding("encoding", encoding, reason, true));
    assertThat(detected.byteOrderMark()).isEqualTo(!mark.isEmpty());
    assertThat(detected.firstLines().getFirst()).isEqualTo("Kunden-Nr.;Name;E-Mail;Umsatz");
    assertThat(csv(detected).delimiter()).isEqualTo(';');
  }

  @Test
  void findsAnUmlautBehindMegabytesOfAscii() throws IOException {
    String ascii = "Name;E-Mail\n" + "Max Meier;max@example.com\n".repeat(200_000);
    assertThat(encoding(TextFile.of(ascii))).isEqualTo(Encoding.UTF_8);
    assertThat(encoding(TextFile.of(ascii + "Jürg;j@example.com\n", WINDOWS_1252)))
        .isEqualTo(Encoding.WINDOWS_1252);
    assertThat(encoding(TextFile.of(ascii + "Jürg;j@example.com\n"))).isEqualTo(Encoding.UTF_8);
  }

  @Test
  void oneBrokenByteDoesNotMakeAFileOfUmlautsAnotherEncoding() throws IOException {
    byte[] good =
        "Name;E-Mail\n".concat("Jörg;j@example.com\n".repeat(50)).getBytes(StandardCharsets.UTF_8);
    byte[] broken = Arrays.copyOf(good, good.length + 3);
    broken[good.length] = (byte) 0xFC;
    broken[good.length + 1] = ';';
    broken[good.length + 2] = 'x';
    Finding finding = finding(detect(TextFile.of(broken)), "encoding");
    assertThat(finding).isEqualTo(new Finding("encoding", "utf-8", "mostly-valid", false));
  }

  @Test
  void aFileCutWithinACharacterIsStillUtf8() throws IOException {
    byte[] text = "Name;E-Mail\nJörg;ä".getBytes(StandardCharsets.UTF_8);
    Finding finding =
        finding(detect(TextFile.of(Arrays.copyOf(text, text.length - 1))), "encoding");
    assertThat(finding.value()).isEqualTo("utf-8");
    assertThat(finding.reason()).isEqualTo("cut-at-end");
  }

  @Test
  void bytesThatWindows1252DoesNotDefineMakeItUnsure() throws IOException {
    byte[] dos = "Name;E-Mail\nM\u0081ller;m@example.com\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(finding(detect(TextFile.of(dos)), "encoding"))
        .isEqualTo(new Finding("encoding", "windows-1252", "not-utf-8", false));
  }

  @ParameterizedTest
  @ValueSource(chars = {';', ',', '\t', '|'})
  void findsTheDelimiter(char delimiter) throws IOException {
    String text =
        "Name;E-Mail;Stadt\nMax;max@example.com;\"Köln, Nord\"\nEva;eva@example.com;Bonn\n"
            .replace(';', delimiter);
    assertThat(csv(detect(TextFile.of(text))).delimiter()).isEqualTo(delimiter);
  }

  @Test
  void decimalCommasAreNotDelimiters() throws IOException {
    String text = "Name;E-Mail;Umsatz\n" + "Max;max@example.com;12,50\n".repeat(50);
    assertThat(csv(detect(TextFile.of(text))).delimiter()).isEqualTo(';');
  }

  @Test
  void theSepLineNamesTheDelimiterAndIsNotTheHeader() throws IOException {
    DetectedFormat detected = detect(TextFile.of("sep=|\nName|E-Mail;x\nMax|m@example.com;y\n"));
    assertThat(detected.format()).isEqualTo(new CsvFormat(Encoding.UTF_8, '|', Quote.DOUBLE, 2));
    assertThat(finding(detected, "delimiter").reason()).isEqualTo("sep-line");
  }

  @Test
  void findsTheHeaderBelowAPreamble() throws IOException {
    String text =
        "Kundenliste;;;\nStand: 31.10.2026;;;\n\n;;;\nE-Mail;Name;Firma;Umsatz\n"
            + "a@example.com;A;;1\nb@example.com;B;;2\n";
    DetectedFormat detected = detect(TextFile.of(text));
    assertThat(csv(detected).headerLine()).isEqualTo(5);
    assertThat(finding(detected, "header").reason()).isEqualTo("known-headers");
  }

  @Test
  void findsAHeaderOfUnknownWordsBelowAPreamble() throws IOException {
    String text = "Bericht 7\nerstellt von Anna\nAlpha;Beta;Gamma\n1;x;2\n2;y;3\n3;z;4\n";
    assertThat(csv(detect(TextFile.of(text))).headerLine()).isEqualTo(3);
  }

  @Test
  void aFileThatStartsWithDataHasNoHeader() throws IOException {
    DetectedFormat detected = detect(TextFile.of("max@example.com;Max;5\neva@example.com;Eva;7\n"));
    assertThat(csv(detected).headerLine()).isZero();
    assertThat(finding(detected, "header").sure()).isFalse();
  }

  @Test
  void readsASingleColumn() throws IOException {
    CsvFormat format = csv(detect(TextFile.of("E-Mail\nmax@example.com\neva@example.com\n")));
    assertThat(format.headerLine()).isEqualTo(1);
  }

  @Test
  void findsSingleQuotes() throws IOException {
    String text =
        "'Name','E-Mail'\n'Meier, Max','max@example.com'\n'Wolf, Eva','eva@example.com'\n";
    assertThat(csv(detect(TextFile.of(text))).quote()).isEqualTo(Quote.SINGLE);
  }

  @Test
  void quotesAtTheStartOfTextAreTextWhereNoCellIsWrapped() throws IOException {
    String text =
        "Name\tE-Mail\n\"Big\" Joe\tjoe@example.com\nEva\teva@example.com\n\"Kid\" K\tk@example.com\n";
    CsvFormat format = csv(detect(TextFile.of(text)));
    assertThat(format.delimiter()).isEqualTo('\t');
    assertThat(format.quote()).isEqualTo(Quote.NONE);
  }

  @Test
  void everyPartCanBeOverridden() throws IOException {
    FormatOverrides all = new FormatOverrides(Encoding.ISO_8859_1, '|', Quote.NONE, 2);
    DetectedFormat detected =
        new CsvFiles(HeaderSynonyms::isKnown).detect(TextFile.of(GERMAN), all);
    assertThat(detected.format()).isEqualTo(new CsvFormat(Encoding.ISO_8859_1, '|', Quote.NONE, 2));
    assertThat(detected.findings()).extracting(Finding::reason).containsOnly("chosen");
    assertThat(detected.firstLines().get(1)).contains("JÃ¶rg");
  }

  @Test
  void firstLinesAreEightAndCut() throws IOException {
    DetectedFormat detected = detect(TextFile.of(("x".repeat(700) + ";y\n").repeat(20)));
    assertThat(detected.firstLines()).hasSize(8).allMatch(line -> line.length() == 500);
  }

  @ParameterizedTest
  @CsvSource({
    "'', file-empty",
    "'  \n\n ', file-empty",
    "\uFEFF, file-empty",
    "%PDF-1.7 x, file-is-pdf",
    "<!DOCTYPE html><html>, file-is-html",
    "'[{\"email\":\"a\"}]', file-is-json",
    "'{ \"email\": \"a\"}', file-is-json",
  })
  void refusesWhatIsNoTable(String text, String code) {
    refused(TextFile.of(text), code);
  }

  @Test
  void refusesBinariesWhateverTheirName() throws IOException {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    refused(TextFile.of(noise), "file-is-binary");
    refused(TextFile.of(zip("kunden.csv")), "file-is-archive");
    refused(TextFile.of(zip("[Content_Types].xml")), "file-is-spreadsheet");
    refused(
        TextFile.of(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1}),
        "file-is-spreadsheet");
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(1);
    }
    refused(TextFile.of(gzip.toByteArray()), "file-is-archive");
  }

  @Test
  void aFewNulBytesDoNotMakeATextBinary() throws IOException {
    assertThat(csv(detect(TextFile.of("Name;E-Mail\nM\0x;m@example.com\n"))).delimiter())
        .isEqualTo(';');
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write("Name;E-Mail\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void refused(FileContent file, String code) {
    assertThatExceptionOfType(UnreadableFileException.class)
        .isThrownBy(() -> detect(file))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static DetectedFormat detect(FileContent file) throws IOException {
    return new CsvFiles(HeaderSynonyms::isKnown).detect(file, FormatOverrides.NONE);
  }

  private static Encoding encoding(FileContent file) throws IOException {
    return csv(detect(file)).encoding();
  }

  private static CsvFormat csv(DetectedFormat detected) {
    return (CsvFormat) detected.format();
  }

  private static Finding finding(DetectedFormat detected, String aspect) {
    return detected.findings().stream()
        .filter(each -> each.aspect().equals(aspect))
        .findFirst()
        .orElseThrow();
  }
}
