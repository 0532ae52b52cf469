package io.kundenwert.customer.directory;

import io.kundenwert.customer.directory.ListStatements.Condition;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many customers a list shows, and what they are worth together. Exact where that is cheap,
 * else from kept figures or the planner's statistics, and then said to be approximate.
 */
@Service
public class CustomerCounts {
  private static final int PATIENCE_MILLIS = 300;
  private static final Duration EXACT_FOR = Duration.ofSeconds(1);
  private static final Duration APPROXIMATE_FOR = Duration.ofSeconds(15);
  private static final int REMEMBERED = 2_000;
  private static final String QUERY_CANCELED = "57014";

  private final JdbcClient jdbc;
  private final Products products;
  private final Figures figures;
  private final Clock clock;
  private final Effort effort;
  private final TransactionTemplate transaction;
  private final Map<Asked, Answered> answers = new ConcurrentHashMap<>();

  private record Asked(UUID teamId, UUID productId, String selection) {}

  private record Answered(CustomerCount count, Instant until) {}

  private record Sum(long customers, long net) {}

  /**
   * How many customers are counted one by one before their number is estimated.
   *
   * @param indexed where the index of a priority knows them
   * @param collected where they are collected by a condition first
   */
  record Effort(int indexed, int collected) {
    static final Effort USUAL = new Effort(100_000, 20_000);
  }

  /**
   * A count.
   *
   * @param count number of customers
   * @param approximate whether the numbers may be off
   * @param net their net value; null while the product's currency is not known
   */
  @Schema(description = "How many customers a list shows and what they are worth together")
  public record CustomerCount(
      @Schema(description = "Number of customers") long count,
      @Schema(description = "Whether the numbers may be off") boolean approximate,
      @Schema(description = "Net value of these customers") @Nullable Amount net)
      implements Counted {}

  @Autowired
  CustomerCounts(
      JdbcClient jdbc,
      Products products,
      Figures figures,
      Clock clock,
      PlatformTransactionManager transactionManager) {
    this(jdbc, products, figures, clock, transactionManager, Effort.USUAL);
  }

  CustomerCounts(
      JdbcClient jdbc,
      Products products,
      Figures figures,
      Clock clock,
      PlatformTransactionManager transactionManager,
      Effort effort) {
    this.jdbc = jdbc;
    this.products = products;
    this.figures = figures;
    this.clock = clock;
    this.effort = effort;
    this.transaction = new TransactionTemplate(transactionManager);
    this.transaction.setReadOnly(true);
    this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Counts the customers that a query shows; its order does not matter. */
  public CustomerCount count(UUID teamId, UUID productId, CustomerQuery query) {
    Asked asked = new Asked(teamId, productId, query.selection());
    Answered known = answers.get(asked);
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.until())) {
      return known.count();
    }
    CustomerCount count = ask(teamId, productId, query);
    if (answers.size() > REMEMBERED) {
      answers.values().removeIf(old -> !now.isBefore(old.until()));
    }
    if (answers.size() <= REMEMBERED) {
      answers.put(
          asked, new Answered(count, now.plus(count.approximate() ? APPROXIMATE_FOR : EXACT_FOR)));
    }
    return count;
  }

  /**
   * What a query means here and now: a search for a whole address is one for its words where nobody
   * has that address, and a period is one of the product's calendar.
   */
  CustomerQuery resolved(UUID teamId, UUID productId, CustomerQuery asked) {
    CustomerQuery query = dated(teamId, productId, asked);
    SearchQuery search = query.search();
    if (search == null || search.emailKey() == null) {
      return query;
    }
    boolean known =
        !search
            .collect(teamId, productId, List.of())
            .prepare(jdbc)
            .query(UUID.class)
            .list()
            .isEmpty();
    return known ? query : new CustomerQuery(query.order(), query.filter(), search.byWords());
  }

  /** The same query whatever the day: its period is that of now. */
  CustomerQuery dated(UUID teamId, UUID productId, CustomerQuery query) {
    CreatedIn created = query.filter().created();
    if (created == null) {
      return query;
    }
    ZoneId zone = products.timeZone(teamId, productId);
    return new CustomerQuery(
        query.order(), query.filter().on(clock.instant(), zone), query.search());
  }

  private CustomerCount ask(UUID teamId, UUID productId, CustomerQuery asked) {
    CustomerQuery query = resolved(teamId, productId, asked);
    ListStatements statements = new ListStatements(teamId, productId, query);
    Optional<Sum> exact =
        query.filter().sources().isEmpty()
                && query.filter().imports().isEmpty()
                && query.search() == null
            ? countByPriority(statements)
            : countByCondition(statements);
    if (exact.isPresent()) {
      return count(teamId, productId, exact.get(), false);
    }
    return count(teamId, productId, estimate(teamId, productId, query, statements), true);
  }

  private CustomerCount count(UUID teamId, UUID productId, Sum sum, boolean approximate) {
    Amount net =
        products
            .find(teamId, productId)
            .map(ProductSettings::currency)
            .map(currency -> Amount.of(sum.net(), currency))
            .orElse(null);
    return new CustomerCount(sum.customers(), approximate, net);
  }

  private Optional<Sum> countByPriority(ListStatements statements) {
    return patiently(
        () -> {
          Sum sum = sum(statements.countByPriority(effort.indexed() + 1));
          return sum.customers() <= effort.indexed() ? Optional.of(sum) : Optional.empty();
        });
  }

  private Optional<Sum> countByCondition(ListStatements statements) {
    return patiently(
        () -> {
          for (Condition condition : statements.conditions()) {
            List<UUID> collected =
                statements
                    .collect(condition, effort.collected() + 1)
                    .prepare(jdbc)
                    .query((row, number) -> row.getObject(1, UUID.class))
                    .list();
            if (collected.size() <= effort.collected()) {
              return Optional.of(sum(statements.count(collected, condition)));
            }
          }
          return Optional.of(sum(statements.countAll(statements.lastResort(jdbc))));
        });
  }

  /**
   * About how many a condition finds. The planner knows little of ids that came since it last
   * looked, so those of a period are counted in their index unless it holds too many.
   */
  private long about(Condition condition, ListStatements statements) {
    if (condition == Condition.CREATED) {
      Optional<Sum> seen =
          patiently(
              () ->
                  Optional.of(
                      new Sum(statements.countSeen().prepare(jdbc).query(Long.class).single(), 0)));
      if (seen.isPresent()) {
        return seen.get().customers();
      }
    }
    return statements.collect(condition).planned(jdbc);
  }

  private Sum sum(Sql sql) {
    return sql.prepare(jdbc)
        .query((row, number) -> new Sum(row.getLong("customers"), row.getLong("net")))
        .single();
  }

  /** Nothing if it takes too long. */
  private Optional<Sum> patiently(Supplier<Optional<Sum>> counting) {
    try {
      Optional<Sum> sum =
          transaction.execute(
              status -> {
                ListReader.prepare(jdbc);
                jdbc.sql("SELECT set_config('statement_timeout', ?, true)")
                    .param(PATIENCE_MILLIS + "ms")
                    .query(String.class)
                    .single();
                return counting.get();
              });
      return sum == null ? Optional.empty() : sum;
    } catch (DataAccessException failure) {
      if (failure.getRootCause() instanceof SQLException cause
          && QUERY_CANCELED.equals(cause.getSQLState())) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Sum estimate(
      UUID teamId, UUID productId, CustomerQuery query, ListStatements statements) {
    ProductFigures known =
        figures.kept(teamId, productId).orElseGet(() -> figures.counted(teamId, productId));
    long all = known.customers();
    if (all == 0) {
      return new Sum(0, 0);
    }
    if (query.showsAll()) {
      return new Sum(all, known.net());
    }
    double share = 1;
    long net = known.net();
    long base = all;
    if (!query.filter().priorities().isEmpty()) {
      List<ProductFigures.OfPriority> chosen =
          known.priorities().stream()
              .filter(
                  group ->
                      query.filter().priorities().stream()
                          .anyMatch(priority -> priority.wireName().equals(group.priority())))
              .toList();
      base = chosen.stream().mapToLong(ProductFigures.OfPriority::customers).sum();
      net = chosen.stream().mapToLong(ProductFigures.OfPriority::net).sum();
    }
    for (Condition condition : statements.conditions()) {
      if (condition != Condition.PRIORITY) {
        share *= Math.min(1, about(condition, statements) / (double) all);
      }
    }
    return new Sum(Math.round(base * share), Math.round(net * share));
  }
}
