package io.kundenwert.customer.revaluation;

import io.kundenwert.customer.directory.CustomerCounts;
import io.kundenwert.customer.directory.CustomerQuery;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.value.Priority;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whose priority another ranking would change, before it is saved: customers are valued as {@link
 * Revaluation} will value them. Where that takes too long, some of them are, and the answer says
 * that it is an estimate.
 */
@Service
public class PriorityPreviews {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final UUID FIRST = new UUID(0, 0);
  private static final String QUERY_CANCELED = "57014";
  private static final CustomerQuery EVERYONE = CustomerQuery.parse(null, null, null);

  private final JdbcClient jdbc;
  private final Products products;
  private final DatedValues values;
  private final CustomerCounts counts;
  private final Clock clock;
  private final Effort effort;
  private final TransactionTemplate transaction;

  /**
   * How many customers are valued for an answer.
   *
   * @param chunk at once
   * @param everyone of a product of not more
   * @param sample about so many of a larger one
   */
  record Effort(int chunk, int everyone, int sample) {
    static final Effort USUAL = new Effort(5_000, 100_000, 20_000);
  }

  /**
   * Whose priority would change. Archived customers are in no list, and not in these numbers.
   *
   * @param customers how many
   * @param approximate whether the numbers may be off
   * @param high those of them who would become high
   * @param medium those of them who would become medium
   * @param low those of them who would become low
   */
  @Schema(description = "How many customers another ranking would give another priority")
  public record PriorityPreview(
      @Schema(description = "Number of customers") long customers,
      @Schema(description = "Whether the numbers may be off") boolean approximate,
      @Schema(description = "Those of them who would become high") long high,
      @Schema(description = "Those of them who would become medium") long medium,
      @Schema(description = "Those of them who would become low") long low) {}

  @Autowired
  PriorityPreviews(
      JdbcClient jdbc,
      Products products,
      DatedValues values,
      CustomerCounts counts,
      Clock clock,
      PlatformTransactionManager transactionManager) {
    this(jdbc, products, values, counts, clock, transactionManager, Effort.USUAL);
  }

  PriorityPreviews(
      JdbcClient jdbc,
      Products products,
      DatedValues values,
      CustomerCounts counts,
      Clock clock,
      PlatformTransactionManager transactionManager,
      Effort effort) {
    this.jdbc = jdbc;
    this.products = products;
    this.values = values;
    this.counts = counts;
    this.clock = clock;
    this.effort = effort;
    this.transaction = new TransactionTemplate(transactionManager);
    this.transaction.setReadOnly(true);
    this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Customers who were valued, and what those become whose priority would change. */
  private static final class Valued {
    private final ProductSettings settings;
    private final LocalDate today;
    private final Map<Priority, Long> become = new EnumMap<>(Priority.class);
    private long customers;

    Valued(ProductSettings settings, LocalDate today) {
      this.settings = settings;
      this.today = today;
    }

    void add(List<DatedValue> some) {
      customers += some.size();
      for (DatedValue value : some) {
        Priority priority = value.on(today, settings).priority();
        if (priority != value.valuation().priority()) {
          become.merge(priority, 1L, Long::sum);
        }
      }
    }

    /** What these tell of all, of whom there are so many. */
    PriorityPreview of(long all, boolean approximate) {
      double each = customers == 0 ? 0 : all / (double) customers;
      long high = Math.round(become.getOrDefault(Priority.HIGH, 0L) * each);
      long medium = Math.round(become.getOrDefault(Priority.MEDIUM, 0L) * each);
      long low = Math.round(become.getOrDefault(Priority.LOW, 0L) * each);
      return new PriorityPreview(high + medium + low, approximate, high, medium, low);
    }
  }

  /**
   * Whose priority a ranking would change.
   *
   * @throws Problem 404 if the product is not known
   */
  public PriorityPreview of(UUID teamId, UUID productId, Ranking ranking) {
    ProductSettings settings =
        products
            .find(teamId, productId)
            .orElseThrow(() -> Problem.notFound("product"))
            .ranking(ranking.highFrom(), ranking.mediumFrom(), ranking.rankBy());
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.timeZone());
    Valued first = new Valued(settings, today);
    if (patiently(() -> everyone(first))) {
      return first.of(first.customers, false);
    }
    long all = counts.count(teamId, productId, EVERYONE).count();
    Valued sample = new Valued(settings, today);
    boolean taken =
        patiently(
            () -> {
              sample.add(values.sample(settings, Math.min(100, 100.0 * effort.sample() / all)));
              return sample.customers > 0;
            });
    return (taken ? sample : first).of(all, true);
  }

  /**
   * Values everyone in the order of their ids; false if they are too many, or it takes too long.
   */
  private boolean everyone(Valued valued) {
    Instant until = clock.instant().plus(PATIENCE);
    UUID from = FIRST;
    while (valued.customers < effort.everyone() && !clock.instant().isAfter(until)) {
      List<DatedValue> chunk = values.listedAfter(valued.settings, from, effort.chunk());
      valued.add(chunk);
      if (chunk.size() < effort.chunk()) {
        return true;
      }
      from = chunk.getLast().customerId();
    }
    return false;
  }

  /** False also if a statement takes too long. */
  private boolean patiently(BooleanSupplier valuing) {
    try {
      return Boolean.TRUE.equals(
          transaction.execute(
              status -> {
                jdbc.sql("SELECT set_config('statement_timeout', ?, true)")
                    .param(PATIENCE.toMillis() + "ms")
                    .query(String.class)
                    .single();
                return valuing.getAsBoolean();
              }));
    } catch (DataAccessException failure) {
      if (failure.getRootCause() instanceof SQLException cause
          && QUERY_CANCELED.equals(cause.getSQLState())) {
        return false;
      }
      throw failure;
    }
  }
}
