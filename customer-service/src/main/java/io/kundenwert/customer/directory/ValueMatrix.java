package io.kundenwert.customer.directory;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.source.SourceView;
import io.kundenwert.customer.source.Sources;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.customer.value.SourceValues;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The value matrix (C1): customers by sources. The rows are a page of the customer list; the totals
 * are those of the whole product, of now for up to {@value Figures#SMALL} customers and else as
 * they were counted some seconds after the last change.
 */
@Service
public class ValueMatrix {
  private final CustomerDirectory directory;
  private final SourceValues sourceValues;
  private final Sources sources;
  private final Figures figures;
  private final Products products;

  ValueMatrix(
      CustomerDirectory directory,
      SourceValues sourceValues,
      Sources sources,
      Figures figures,
      Products products) {
    this.directory = directory;
    this.sourceValues = sourceValues;
    this.sources = sources;
    this.figures = figures;
    this.products = products;
  }

  /**
   * A page of the matrix.
   *
   * @param columns the product's sources in the order of their making
   * @param items customers with the part of each source
   * @param totals sums over all customers of the product; null until they are counted
   * @param next cursor for {@code after}, null on the last page
   * @param prev cursor for {@code before}, null on the first page
   * @param approxRank how many customers come before the first of the page, as far as known
   */
  @Schema(description = "Customers by sources, with totals")
  public record MatrixPage(
      List<SourceView> columns,
      List<Row> items,
      @Schema(description = "Sums over all customers of the product; null until they are counted")
          @Nullable Totals totals,
      @Schema(description = "Cursor for after; null on the last page") @Nullable String next,
      @Schema(description = "Cursor for before; null on the first page") @Nullable String prev,
      @Nullable Long approxRank) {}

  /**
   * A customer's row.
   *
   * @param id customer
   * @param email primary address
   * @param name full name
   * @param priority high, medium or low
   * @param cells sources that contribute; the others are zero
   * @param total sum of the cells: the customer's value
   */
  @Schema(name = "MatrixRow")
  public record Row(
      UUID id,
      String email,
      @Nullable String name,
      @Schema(allowableValues = {"high", "medium", "low"}) String priority,
      List<Cell> cells,
      Sum total) {}

  /**
   * What one source contributes.
   *
   * @param sourceId source
   * @param sum the amounts
   */
  @Schema(name = "MatrixCell")
  public record Cell(UUID sourceId, Sum sum) {}

  /**
   * Amounts of a cell, row or column.
   *
   * @param gross total spend
   * @param refunded refund volume
   * @param net gross less refunded
   * @param payments number of payments
   */
  @Schema(name = "MatrixSum")
  public record Sum(Amount gross, Amount refunded, Amount net, long payments) {
    static Sum of(long gross, long refunded, long payments, String currency) {
      return new Sum(
          Amount.of(gross, currency),
          Amount.of(refunded, currency),
          Amount.of(Math.subtractExact(gross, refunded), currency),
          payments);
    }
  }

  /**
   * Sums over all customers.
   *
   * @param customers number of customers
   * @param sources sums of each source
   * @param total sum of all
   * @param asOf changes after this instant may be missing
   */
  @Schema(name = "MatrixTotals")
  public record Totals(long customers, List<ColumnTotal> sources, Sum total, Instant asOf) {}

  /**
   * Sum of one source.
   *
   * @param sourceId source
   * @param customers customers with contributions from it
   * @param sum the amounts
   */
  @Schema(name = "MatrixColumnTotal")
  public record ColumnTotal(UUID sourceId, long customers, Sum sum) {}

  /** A page; parameters as {@link CustomerDirectory#page}. */
  public MatrixPage page(
      CustomerDirectory.ListOf list, int limit, @Nullable String after, @Nullable String before) {
    CustomerPage page = directory.page(list, limit, after, before);
    return new MatrixPage(
        sources.of(list.teamId(), list.productId()),
        rows(list, page),
        totals(list.teamId(), list.productId()).orElse(null),
        page.next(),
        page.prev(),
        page.approxRank());
  }

  /** The rows of a page of the list. */
  List<Row> rows(CustomerDirectory.ListOf list, CustomerPage page) {
    Map<UUID, List<SourceValues.SourceValue>> values =
        sourceValues.of(
            list.teamId(), list.productId(), page.items().stream().map(CustomerItem::id).toList());
    return page.items().stream()
        .map(item -> row(item, values.getOrDefault(item.id(), List.of())))
        .toList();
  }

  private static Row row(CustomerItem item, List<SourceValues.SourceValue> values) {
    String currency = item.net().currency();
    return new Row(
        item.id(),
        item.email(),
        item.name(),
        item.priority(),
        values.stream()
            .map(
                value ->
                    new Cell(
                        value.sourceId(),
                        Sum.of(value.gross(), value.refunded(), value.payments(), currency)))
            .toList(),
        new Sum(item.gross(), item.refunded(), item.net(), item.payments()));
  }

  private Optional<Totals> totals(UUID teamId, UUID productId) {
    Optional<String> currency = products.find(teamId, productId).map(ProductSettings::currency);
    return currency.flatMap(
        code -> figures.of(teamId, productId).map(known -> totals(known, code)));
  }

  private static Totals totals(ProductFigures known, String currency) {
    return new Totals(
        known.customers(),
        known.sources().stream()
            .map(
                source ->
                    new ColumnTotal(
                        source.sourceId(),
                        source.customers(),
                        Sum.of(source.gross(), source.refunded(), source.payments(), currency)))
            .toList(),
        Sum.of(known.gross(), known.refunded(), known.payments(), currency),
        known.asOf());
  }
}
