package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.UnreadableFileException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells by its first bytes that a file is something else than text, whatever its name says. */
final class FileKind {
  private FileKind() {}

  /**
   * Refuses what is certainly no text file.
   *
   * @param head the first bytes of the file, up to 64 KiB
   * @throws UnreadableFileException with the code of what it is
   */
  static void requireText(byte[] head) {
    String code = codeOf(head);
    if (code != null) {
      throw new UnreadableFileException(code);
    }
  }

  private static @Nullable String codeOf(byte[] head) {
    if (head.length == 0) {
      return "file-empty";
    }
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    if (latin.startsWith("PK\3\4") || latin.startsWith("PK\5\6")) {
      return isOffice(latin) ? "file-is-spreadsheet" : "file-is-archive";
    }
    if (latin.startsWith("\u00D0\u00CF\u0011\u00E0")) {
      return "file-is-spreadsheet";
    }
    if (latin.startsWith("%PDF-")) {
      return "file-is-pdf";
    }
    if (startsWithAny(
        latin, "\u001F\u008B", "BZh9", "7z\u00BC\u00AF", "Rar!\u001A", "\u00FD7zXZ")) {
      return "file-is-archive";
    }
    if (startsWithAny(
        latin, "\u0089PNG", "GIF8", "\u00FF\u00D8\u00FF", "\u007FELF", "SQLite format 3")) {
      return "file-is-binary";
    }
    return codeOfMarkup(latin);
  }

  private static @Nullable String codeOfMarkup(String latin) {
    String text = latin.substring(0, Math.min(latin.length(), 1024));
    text = text.replace("\u00EF\u00BB\u00BF", "").replace("\0", "").strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (startsWithAny(lower, "<!doctype html", "<html", "<table", "<?xml", "<meta", "<head")) {
      return "file-is-html";
    }
    String dense = lower.replaceAll("\\s", "");
    return startsWithAny(dense, "{\"", "[{\"", "[]", "{}", "[[\"") ? "file-is-json" : null;
  }

  private static boolean isOffice(String latin) {
    return latin.contains("[Content_Types].xml")
        || latin.contains("xl/")
        || latin.contains("mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
  }

  private static boolean startsWithAny(String text, String... prefixes) {
    for (String prefix : prefixes) {
      if (text.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
