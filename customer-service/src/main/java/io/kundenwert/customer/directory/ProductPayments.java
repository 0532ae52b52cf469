package io.kundenwert.customer.directory;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.source.SourceView;
import io.kundenwert.customer.source.Sources;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.customer.value.PaymentsOverTime;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What all customers of a product paid over time, and whose value moved most lately. Archived
 * customers are left out. Of now for up to {@value Figures#SMALL} customers, else as it was counted
 * some seconds after the last change.
 */
@Service
public class ProductPayments {
  private final Figures figures;
  private final Products products;
  private final Sources sources;
  private final CustomerDirectory directory;
  private final Clock clock;

  ProductPayments(
      Figures figures,
      Products products,
      Sources sources,
      CustomerDirectory directory,
      Clock clock) {
    this.figures = figures;
    this.products = products;
    this.sources = sources;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Payments by month, and movers.
   *
   * @param payments by month and source; null until they are counted
   * @param movers customers whose value moved, the largest rise first: at most {@value
   *     Figures#MOVERS} rises and as many falls
   * @param moversSince the first day that counts for them; null until they are counted
   * @param asOf changes after this instant may be missing; null until it is counted
   */
  @Schema(
      name = "ProductPayments",
      description = "What the customers of a product paid by month, and whose value moved")
  public record Payments(
      PaymentsOverTime.@Nullable Payments payments,
      List<Mover> movers,
      @Schema(description = "First day that counts for movers") @Nullable LocalDate moversSince,
      @Nullable Instant asOf) {}

  /**
   * A customer whose value moved.
   *
   * @param customer who
   * @param change net sum of their contributions that lie wholly in the days that count
   */
  @Schema(name = "Mover")
  public record Mover(CustomerItem customer, Amount change) {}

  /** The payments of a product; nothing if there is none of that id. */
  public Optional<Payments> of(UUID teamId, UUID productId) {
    return products
        .find(teamId, productId)
        .map(
            product ->
                figures
                    .of(teamId, productId)
                    .map(known -> payments(teamId, product, known))
                    .orElseGet(() -> new Payments(null, List.of(), null, null)));
  }

  private Payments payments(UUID teamId, ProductSettings product, ProductFigures known) {
    Map<UUID, String> names =
        sources.of(teamId, product.productId()).stream()
            .collect(Collectors.toMap(SourceView::sourceId, SourceView::name));
    YearMonth until = YearMonth.from(LocalDate.ofInstant(clock.instant(), product.timeZone()));
    List<PaymentsOverTime.Paid> paid =
        known.months().stream()
            .map(
                month ->
                    new PaymentsOverTime.Paid(
                        month.month(),
                        month.sourceId(),
                        names.getOrDefault(month.sourceId(), ""),
                        month.net(),
                        month.payments()))
            .toList();
    return new Payments(
        PaymentsOverTime.payments(paid, until, product.currency()),
        movers(teamId, product, known.movers()),
        known.moversSince(),
        known.asOf());
  }

  /** Who was deleted since the counting is left out. */
  private List<Mover> movers(
      UUID teamId, ProductSettings product, List<ProductFigures.Mover> movers) {
    Map<UUID, CustomerItem> customers =
        directory
            .these(
                teamId,
                product.productId(),
                movers.stream().map(ProductFigures.Mover::customerId).toList())
            .stream()
            .collect(Collectors.toMap(CustomerItem::id, Function.identity()));
    return movers.stream()
        .flatMap(
            mover ->
                Stream.ofNullable(customers.get(mover.customerId()))
                    .map(it -> new Mover(it, Amount.of(mover.net(), product.currency()))))
        .toList();
  }
}
