package io.kundenwert.customer.directory;

import static io.kundenwert.customer.directory.ExportCells.amount;
import static io.kundenwert.customer.directory.ExportCells.text;
import static io.kundenwert.support.csv.SpreadsheetCells.harmless;

import io.kundenwert.support.csv.SpreadsheetFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A list as a file that opens in a spreadsheet: the same customers in the same order, page by page,
 * so that memory stays flat. Who changes place meanwhile may be there twice or not at all, as for
 * somebody who turns pages.
 */
@Service
public class CustomerExport {
  private static final List<String> ENGLISH =
      List.of(
          "E-mail",
          "Name",
          "Company",
          "Country",
          "Tags",
          "Customer since",
          "Phone",
          "Customer id",
          "Priority",
          "Net value",
          "Gross",
          "Refunded",
          "Monthly",
          "Currency",
          "Payments",
          "First payment",
          "Last payment",
          "Sources",
          "Further fields");
  private static final List<String> GERMAN =
      List.of(
          "E-Mail",
          "Name",
          "Firma",
          "Land",
          "Schlagwörter",
          "Kunde seit",
          "Telefon",
          "Kundennummer",
          "Priorität",
          "Wert netto",
          "Brutto",
          "Erstattet",
          "Im Monat",
          "Währung",
          "Zahlungen",
          "Erste Zahlung",
          "Letzte Zahlung",
          "Quellen",
          "Weitere Felder");

  /** Columns that masked customers have as well; they come first. */
  private static final int OPEN = 6;

  private final CustomerDirectory directory;
  private final MaskedDirectory masked;
  private final JdbcClient jdbc;

  CustomerExport(CustomerDirectory directory, MaskedDirectory masked, JdbcClient jdbc) {
    this.directory = directory;
    this.masked = masked;
    this.jdbc = jdbc;
  }

  /** Writes a file. */
  public interface Download {
    /** Writes all of it; memory stays flat. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What a list has of each customer and a spreadsheet has not: fields beside the list. */
  private record Beside(@Nullable String phone, @Nullable String externalId, String custom) {}

  /**
   * The file of a list. Its first page is read before anything is written, so that a query that
   * cannot be answered is refused like the list itself.
   *
   * @param locale German files have semicolons and decimal commas
   * @param mayGoOn asked before each further page: throws once the reader may no longer have it,
   *     and the file breaks off
   */
  public Download csv(CustomerDirectory.ListOf asked, Locale locale, Runnable mayGoOn) {
    CustomerDirectory.ListOf list = directory.dated(asked);
    boolean german = SpreadsheetFile.isGerman(locale);
    CustomerPage first = directory.page(list, CustomerDirectory.MAX_LIMIT, null, null);
    return out -> {
      try (CSVPrinter csv = SpreadsheetFile.begin(out, locale)) {
        csv.printRecord(german ? GERMAN : ENGLISH);
        CustomerPage page = first;
        while (true) {
          write(csv, list, page, german);
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

  /** The file of a list as viewers see it (D2). */
  public Download csv(MaskedDirectory.ListOf asked, Locale locale, Runnable mayGoOn) {
    MaskedDirectory.ListOf list = masked.dated(asked);
    boolean german = SpreadsheetFile.isGerman(locale);
    MaskedPage first = masked.page(list, CustomerDirectory.MAX_LIMIT, null, null);
    return out -> {
      try (CSVPrinter csv = SpreadsheetFile.begin(out, locale)) {
        csv.printRecord((german ? GERMAN : ENGLISH).subList(0, OPEN));
        MaskedPage page = first;
        while (true) {
          for (MaskedCustomer customer : page.items()) {
            csv.print(harmless(customer.email()));
            csv.print(text(customer.name()));
            csv.print(text(customer.company()));
            csv.print(text(customer.country()));
            csv.print(harmless(String.join(", ", customer.tags())));
            csv.print(customer.createdAt());
            csv.println();
          }
          if (page.next() == null) {
            return;
          }
          csv.flush();
          mayGoOn.run();
          page = masked.page(list, CustomerDirectory.MAX_LIMIT, page.next(), null);
        }
      }
    };
  }

  private void write(
      CSVPrinter csv, CustomerDirectory.ListOf list, CustomerPage page, boolean german)
      throws IOException {
    Map<UUID, Beside> beside = beside(list, page);
    for (CustomerItem customer : page.items()) {
      Beside more = beside.getOrDefault(customer.id(), new Beside(null, null, "{}"));
      csv.print(harmless(customer.email()));
      csv.print(text(customer.name()));
      csv.print(text(customer.company()));
      csv.print(text(customer.country()));
      csv.print(harmless(String.join(", ", customer.tags())));
      csv.print(customer.createdAt());
      csv.print(text(more.phone()));
      csv.print(text(more.externalId()));
      csv.print(customer.priority());
      csv.print(amount(customer.net(), german));
      csv.print(amount(customer.gross(), german));
      csv.print(amount(customer.refunded(), german));
      csv.print(customer.monthly() == null ? "" : amount(customer.monthly(), german));
      csv.print(customer.net().currency());
      csv.print(customer.payments());
      csv.print(Objects.toString(customer.firstPaymentOn(), ""));
      csv.print(Objects.toString(customer.lastPaymentOn(), ""));
      csv.print(
          harmless(
              String.join(
                  ", ", customer.sources().stream().map(CustomerItem.SourceNet::name).toList())));
      csv.print(more.custom().equals("{}") ? "" : more.custom());
      csv.println();
    }
  }

  private Map<UUID, Beside> beside(CustomerDirectory.ListOf list, CustomerPage page) {
    Map<UUID, Beside> found = new HashMap<>();
    jdbc.sql(
            """
            SELECT customer_id, phone, external_id, custom::text AS custom FROM customer
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY (?)
            """)
        .param(list.teamId())
        .param(list.productId())
        .param(page.items().stream().map(CustomerItem::id).toArray(UUID[]::new))
        .query(
            row -> {
              found.put(
                  row.getObject("customer_id", UUID.class),
                  new Beside(
                      row.getString("phone"),
                      row.getString("external_id"),
                      row.getString("custom")));
            });
    return found;
  }
}
