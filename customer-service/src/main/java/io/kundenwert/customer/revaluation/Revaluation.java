package io.kundenwert.customer.revaluation;

import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.publish.TouchedOutbox;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Values customers again whom time alone or new settings change: whoever is due on a new day of the
 * product, everyone when its settings changed. It reads the product in the order of its key, in
 * chunks, and writes only what is different; after a crash it begins again and finds less to do.
 */
@Component
public class Revaluation {
  private static final Logger log = LoggerFactory.getLogger(Revaluation.class);
  private static final int CHUNK = 5_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final Products products;
  private final DatedValues values;
  private final Gate gate;
  private final TouchedOutbox hints;
  private final Clock clock;
  private final TransactionTemplate transaction;

  private record Done(long settingsVersion, LocalDate valuedOn) {}

  Revaluation(
      JdbcClient jdbc,
      Products products,
      DatedValues values,
      Gate gate,
      TouchedOutbox hints,
      Clock clock,
      PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.products = products;
    this.values = values;
    this.gate = gate;
    this.hints = hints;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactionManager);
  }

  /** Looks for products with a new day or new settings and values their customers again. */
  @Scheduled(
      initialDelayString = "${kundenwert.revaluation.delay:5s}",
      fixedDelayString = "${kundenwert.revaluation.delay:5s}")
  @SchedulerLock(name = "revaluation", lockAtMostFor = "2h")
  public void run() {
    List<UUID> ids =
        jdbc.sql("SELECT product_id FROM product WHERE NOT deleted").query(UUID.class).list();
    for (ProductSettings settings : products.findAll(ids)) {
      try {
        run(settings);
      } catch (RuntimeException failure) {
        log.error("Product {} could not be valued again", settings.productId(), failure);
      }
    }
  }

  private void run(ProductSettings settings) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.timeZone());
    Done done = done(settings);
    boolean newSettings = done.settingsVersion() != settings.version();
    if (newSettings || done.valuedOn().isBefore(today)) {
      waitForMerges(settings);
      int changed = valueAgain(settings, today, newSettings);
      note(settings, today);
      log.info(
          "{} customers of product {} have another value on {}",
          changed,
          settings.productId(),
          today);
    }
  }

  private Done done(ProductSettings settings) {
    return jdbc.sql(
            """
            SELECT settings_version, valued_on FROM revaluation
             WHERE team_id = ? AND product_id = ?
            """)
        .params(settings.teamId(), settings.productId())
        .query((row, number) -> new Done(row.getLong(1), row.getObject(2, LocalDate.class)))
        .optional()
        .orElse(new Done(-1, LocalDate.MIN));
  }

  /** A merge that began before may still work with the day or the settings of then. */
  private void waitForMerges(ProductSettings settings) {
    transaction.executeWithoutResult(status -> gate.passAlone(settings.productId()));
  }

  private int valueAgain(ProductSettings settings, LocalDate today, boolean everyone) {
    int changed = 0;
    UUID from = FIRST;
    while (true) {
      List<DatedValue> chunk = values.after(settings, from, everyone ? null : today, CHUNK);
      List<UUID> different =
          chunk.stream()
              .filter(value -> value.differs(settings, today))
              .map(DatedValue::customerId)
              .toList();
      if (!different.isEmpty()) {
        Integer written = transaction.execute(status -> write(settings, today, different));
        changed += written == null ? 0 : written;
      }
      if (chunk.size() < CHUNK) {
        return changed;
      }
      from = chunk.getLast().customerId();
    }
  }

  private int write(ProductSettings settings, LocalDate today, List<UUID> ids) {
    gate.pass(settings.productId());
    List<UUID> changed =
        values.write(settings, today, values.locked(settings, ids), clock.instant());
    hints.touched(settings.teamId(), settings.productId(), changed);
    return changed.size();
  }

  private void note(ProductSettings settings, LocalDate today) {
    jdbc.sql(
            """
            INSERT INTO revaluation (team_id, product_id, settings_version, valued_on)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (team_id, product_id) DO UPDATE
               SET settings_version = excluded.settings_version, valued_on = excluded.valued_on
            """)
        .params(settings.teamId(), settings.productId(), settings.version(), today)
        .update();
  }
}
