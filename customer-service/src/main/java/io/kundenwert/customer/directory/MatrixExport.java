package io.kundenwert.customer.directory;

import static io.kundenwert.customer.directory.ExportCells.amount;
import static io.kundenwert.customer.directory.ExportCells.text;

import io.kundenwert.customer.source.SourceView;
import io.kundenwert.customer.source.Sources;
import io.kundenwert.support.csv.SpreadsheetFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Service;

/**
 * The value matrix (C1) as a file that opens in a spreadsheet: a row for each customer, a column
 * for each source with its net value, and the customer's value as their sum. It has no row of
 * totals, which would be counted twice by whoever sums a column. Read page by page like {@link
 * CustomerExport}; a source that comes meanwhile has no column yet.
 */
@Service
public class MatrixExport {
  private final CustomerDirectory directory;
  private final ValueMatrix matrix;
  private final Sources sources;

  MatrixExport(CustomerDirectory directory, ValueMatrix matrix, Sources sources) {
    this.directory = directory;
    this.matrix = matrix;
    this.sources = sources;
  }

  /**
   * The file of a list; the query is tried and {@code mayGoOn} is asked as in {@link
   * CustomerExport#csv(CustomerDirectory.ListOf, Locale, Runnable)}.
   */
  public CustomerExport.Download csv(
      CustomerDirectory.ListOf asked, Locale locale, Runnable mayGoOn) {
    CustomerDirectory.ListOf list = directory.dated(asked);
    boolean german = SpreadsheetFile.isGerman(locale);
    List<SourceView> columns = sources.of(list.teamId(), list.productId());
    CustomerPage first = directory.page(list, CustomerDirectory.MAX_LIMIT, null, null);
    return out -> {
      try (CSVPrinter csv = SpreadsheetFile.begin(out, locale)) {
        csv.printRecord(header(columns, german));
        CustomerPage page = first;
        while (true) {
          for (ValueMatrix.Row row : matrix.rows(list, page)) {
            write(csv, row, columns, german);
          }
          if (page.next() == null) {
            return;
          }
          csv.flush();
          mayGoOn.run();
          page = directory.page(list, CustomerDirectory.MAX_LIMIT, page.next(), null);
        }
      }
    };
  }

  private static List<String> header(List<SourceView> columns, boolean german) {
    List<String> names = new ArrayList<>(List.of(german ? "E-Mail" : "E-mail", "Name"));
    names.add(german ? "Währung" : "Currency");
    columns.forEach(source -> names.add(text(source.name())));
    names.add(german ? "Wert netto" : "Net value");
    return names;
  }

  private static void write(
      CSVPrinter csv, ValueMatrix.Row row, List<SourceView> columns, boolean german)
      throws IOException {
    Map<UUID, ValueMatrix.Sum> cells = new HashMap<>();
    row.cells().forEach(cell -> cells.put(cell.sourceId(), cell.sum()));
    csv.print(text(row.email()));
    csv.print(text(row.name()));
    csv.print(row.total().net().currency());
    for (SourceView source : columns) {
      ValueMatrix.Sum sum = cells.get(source.sourceId());
      csv.print(sum == null ? "" : amount(sum.net(), german));
    }
    csv.print(amount(row.total().net(), german));
    csv.println();
  }
}
