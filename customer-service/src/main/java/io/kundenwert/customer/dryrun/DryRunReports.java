package io.kundenwert.customer.dryrun;

import io.kundenwert.customer.directory.ProductTotals;
import io.kundenwert.customer.merge.DrySamples;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.customer.value.Totals;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reports what a dry run would do. */
@Service
public class DryRunReports {
  private final DrySamples samples;
  private final Products products;
  private final ProductTotals totals;

  DryRunReports(DrySamples samples, Products products, ProductTotals totals) {
    this.samples = samples;
    this.products = products;
    this.totals = totals;
  }

  /**
   * What a dry run would do.
   *
   * @param runId the dry run
   * @param gross gross amount of all customers before and after; null until it has been added up
   * @param net the same less what was refunded
   * @param created customers whom it would make
   * @param updated customers whom it would change
   * @param unchanged customers whom it would leave as they are
   * @param merged customers with more than one row in the file
   */
  @Schema(
      name = "DryRunSample",
      description =
          "What a dry run would do: of each outcome the customers of the first rows, 20 at most,"
              + " and the product's sums")
  public record Report(
      UUID runId,
      DrySamples.@Nullable Change gross,
      DrySamples.@Nullable Change net,
      List<DrySamples.Customer> created,
      List<DrySamples.Customer> updated,
      List<DrySamples.Customer> unchanged,
      List<DrySamples.Customer> merged) {}

  /**
   * Reports on a dry run.
   *
   * @throws Problem 404 if the product is not known
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Report of(UUID teamId, DrySamples.DryRun run) {
    String currency =
        products
            .find(teamId, run.productId())
            .map(ProductSettings::currency)
            .orElseThrow(() -> Problem.notFound("product"));
    Totals now = totals.of(teamId, run.productId()).orElse(null);
    Map<String, List<DrySamples.Customer>> customers = samples.customers(teamId, run, currency);
    return new Report(
        run.runId(),
        now == null ? null : change(currency, now.gross(), run.gross()),
        now == null ? null : change(currency, now.net(), run.gross() - run.refunded()),
        customers.getOrDefault("created", List.of()),
        customers.getOrDefault("updated", List.of()),
        customers.getOrDefault("unchanged", List.of()),
        customers.getOrDefault("merged", List.of()));
  }

  private static DrySamples.Change change(String currency, long before, long more) {
    return new DrySamples.Change(Amount.of(before, currency), Amount.of(before + more, currency));
  }
}
