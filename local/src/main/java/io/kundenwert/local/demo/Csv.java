package io.kundenwert.local.demo;

import java.util.ArrayList;
import java.util.List;

/** Reads the CSV that Kundenwert writes: semicolons or commas, quotes doubled. */
final class Csv {

  private Csv() {}

  /** All records; the first is the header. */
  static List<List<String>> parse(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int firstLine = content.indexOf('\n');
    char delimiter =
        content.substring(0, firstLine < 0 ? content.length() : firstLine).contains(";")
            ? ';'
            : ',';
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < content.length() && content.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == delimiter || c == '\n') {
        record.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          records.add(record);
          record = new ArrayList<>();
        }
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !record.isEmpty()) {
      record.add(cell.toString());
      records.add(record);
    }
    return records;
  }
}
