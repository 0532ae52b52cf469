package io.kundenwert.customer.directory;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts figures and sets rank marks anew for products whose customers changed. */
@Component
class FiguresRefresh {
  private static final Logger log = LoggerFactory.getLogger(FiguresRefresh.class);

  /** First half of the advisory lock's key; the product's hash is the other. */
  private static final int LOCK = 0x4b57_0001;

  private final JdbcClient jdbc;
  private final Figures figures;
  private final RankMarks marks;
  private final TransactionTemplate transaction;

  FiguresRefresh(
      JdbcClient jdbc,
      Figures figures,
      RankMarks marks,
      PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.figures = figures;
    this.marks = marks;
    this.transaction = new TransactionTemplate(transactionManager);
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Scheduled(fixedDelayString = "${kundenwert.directory.refresh-delay:1s}")
  void refreshDue() {
    List<Figures.Due> due = figures.due();
    for (Figures.Due each : due) {
      try {
        refresh(each.product(), each.quiet());
      } catch (RuntimeException failure) {
        log.warn("Figures of product {} could not be counted", each.product(), failure);
      }
    }
    if (due.stream().anyMatch(Figures.Due::quiet)) {
      // Words wait in a list that every search reads: empty it while nobody waits.
      jdbc.sql("SELECT gin_clean_pending_list('customer_search_words')").query(Long.class).single();
    }
  }

  /**
   * Counts one product unless another instance does.
   *
   * @param marked whether rank marks are set too: not while an import changes them all the time
   */
  void refresh(Figures.ProductKey product, boolean marked) {
    Optional<ProductFigures> counted = transaction.execute(status -> countAlone(product, marked));
    if (counted != null) {
      // Not in the transaction of the counting: it would fail where a change was noted meanwhile.
      counted.ifPresent(news -> figures.keep(product.teamId(), product.productId(), news, marked));
    }
  }

  private Optional<ProductFigures> countAlone(Figures.ProductKey product, boolean marked) {
    boolean free =
        jdbc.sql("SELECT pg_try_advisory_xact_lock(?, ?)")
            .params(LOCK, product.productId().hashCode())
            .query(Boolean.class)
            .single();
    if (!free) {
      return Optional.empty();
    }
    ProductFigures counted = figures.counted(product.teamId(), product.productId());
    if (marked && counted.customers() > Figures.SMALL) {
      ListReader.prepare(jdbc);
      for (CustomerOrder order : CustomerOrder.all()) {
        marks.mark(product.teamId(), product.productId(), order, counted.customers());
      }
    }
    return Optional.of(counted);
  }
}
